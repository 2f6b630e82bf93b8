package org.trialmap.store.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.store.Durability;
import org.trialmap.store.Json;
import org.trialmap.store.OwnFiles;
import org.trialmap.support.Channels;
import org.trialmap.support.IndexRanges;

/**
 * {@code journal.jsonl}: one line per committed partition. A line is handed to the operating system at once, so a killed process loses nothing;
 * with {@link Durability#DISK} it is forced to the disk at most every 50 ms, and whenever {@link #force()} is called, so a power cut loses 50 ms.
 */
final class Journal implements Closeable {
    private static final long FORCE_EVERY_NANOS = 50_000_000;

    private final FileChannel channel;
    private final Durability durability;
    private final LongSupplier nanos;
    private final Disk disk;
    private long forced;
    private boolean pending;

    /** What makes lines durable. */
    interface Disk {
        void force() throws IOException;
    }

    /** @param nanos a clock */
    Journal(FileChannel channel, Durability durability, LongSupplier nanos, Disk disk) {
        this.channel = channel;
        this.durability = durability;
        this.nanos = nanos;
        this.disk = disk;
        this.forced = nanos.getAsLong();
    }

    /** What a journal held: its commits and, in words, lines that could not be used. */
    record Content(List<PayloadCommit> commits, List<String> notices) {}

    /** Reads a journal; a torn last line, as a killed driver leaves it, is nothing to report. No file = no commits. */
    static Content read(Path file) throws IOException {
        List<PayloadCommit> commits = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        if (OwnFiles.isFile(file)) {
            byte[] bytes = OwnFiles.read(file);
            int number = 1;
            for (int start = 0, end; (end = lineEnd(bytes, start)) >= 0; start = end + 1, number++) {
                try {
                    commits.add(parse(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
                } catch (IOException | RuntimeException e) {
                    notices.add("Line " + number + " of " + file + " is damaged; the results that it listed count as missing.");
                }
            }
        }
        return new Content(commits, notices);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Opens for appending, after the last whole line. */
    static Journal append(Path file, Durability durability) throws IOException {
        FileChannel channel = OwnFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Channels.appendLines(channel);
        return new Journal(channel, durability, System::nanoTime, () -> channel.force(false));
    }

    /** Rewrites the journal with these commits only: all of it or, after a crash, still the old one. */
    static void replace(Path file, List<PayloadCommit> commits) throws IOException {
        OwnFiles.replace(file, temporary -> {
            Files.deleteIfExists(temporary);
            try (Journal journal = append(temporary, Durability.DISK)) {
                for (PayloadCommit commit : commits) {
                    journal.add(commit);
                }
            }
        });
        Channels.forceFolder(file.getParent());
    }

    void add(PayloadCommit commit) throws IOException {
        ByteBuffer line = StandardCharsets.UTF_8.encode(format(commit) + "\n");
        while (line.hasRemaining()) {
            channel.write(line);
        }
        pending = true;
        if (nanos.getAsLong() - forced > FORCE_EVERY_NANOS) {
            force();
        }
    }

    void force() throws IOException {
        if (pending && durability == Durability.DISK) {
            disk.force();
            pending = false;
            forced = nanos.getAsLong();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                force();
            }
        }
    }

    private static String format(PayloadCommit commit) throws JsonProcessingException {
        ObjectNode node = Json.object().put("partition", commit.partition()).put("attempt", commit.attempt()).put("file", commit.file())
                .put("bytes", commit.bytes()).put("crc32c", commit.checksum()).put("tasks", IndexRanges.format(commit.tasks()));
        ArrayNode values = node.putArray("values");
        commit.values().forEach(value -> values.add(of(value)));
        node.put("host", commit.host()).put("start", commit.startMillis()).put("end", commit.endMillis());
        if (commit.seconds().length > 0) {
            ArrayNode seconds = node.putArray("seconds");
            Arrays.stream(commit.seconds()).forEach(second -> seconds.add(Math.rint(second * 1e6) / 1e6));
        }
        if (!commit.notes().isEmpty()) {
            node.set("notes", Json.MAPPER.valueToTree(commit.notes()));
        }
        return Json.MAPPER.writeValueAsString(node);
    }

    private static PayloadCommit parse(String line) throws JsonProcessingException {
        JsonNode node = Json.MAPPER.readTree(line);
        List<PayloadCommit.Value> values = new ArrayList<>();
        node.get("values").forEach(value -> values.add(value(value)));
        int[] tasks = IndexRanges.indices(node.get("tasks").asText());
        if (tasks.length == 0 || Arrays.stream(tasks).anyMatch(task -> task < 0)) {
            throw new IllegalArgumentException("no tasks");
        }
        String file = node.get("file").asText();
        if (!file.isEmpty() && !RunFolder.isPayloadFile(file)) {
            throw new IllegalArgumentException("no payload file");
        }
        return new PayloadCommit(node.get("partition").intValue(), node.get("attempt").intValue(), file,
                node.get("bytes").longValue(),
                node.get("crc32c").asText(), tasks, List.copyOf(values), node.get("host").asText(), node.get("start").longValue(),
                node.get("end").longValue(), notes(node.path("notes")), seconds(node.path("seconds")));
    }

    private static double[] seconds(JsonNode node) {
        return node.isMissingNode() ? new double[0] : Json.MAPPER.convertValue(node, double[].class);
    }

    private static Map<String, int[]> notes(JsonNode node) {
        Map<String, int[]> notes = new TreeMap<>();
        node.properties().forEach(note -> notes.put(note.getKey(), Json.MAPPER.convertValue(note.getValue(), int[].class)));
        return notes;
    }

    private static ObjectNode of(PayloadCommit.Value value) {
        ObjectNode node = Json.object().put("name", value.name()).put("dtype", value.dtype().toString());
        node.set("core", Json.MAPPER.valueToTree(value.core()));
        return node;
    }

    private static PayloadCommit.Value value(JsonNode node) {
        long[] core = Json.MAPPER.convertValue(node.get("core"), long[].class);
        Shape.size(core);
        return new PayloadCommit.Value(node.get("name").asText(), DType.parse(node.get("dtype").asText()), core);
    }
}
