package org.trialmap.store.report;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.trialmap.store.OwnFiles;
import org.trialmap.support.Channels;

/**
 * {@code trace.csv} of a run: a line for each task, written as partitions end, so that a killed run has one too. A task that failed and was resumed has a line of each run. Nothing
 * depends on it but the report. Not for use by several threads at once.
 */
public final class TraceFile implements Closeable {
    public static final String NAME = "trace.csv";
    /** Of a plan with more tasks none is written: it would be larger than the results. */
    public static final int MOST_TASKS = 1_000_000;
    /** What a report reads: some 300,000 tasks, which are 20 MB on the heap. */
    private static final long LARGEST = 24 << 20;
    private static final int LONGEST_LINE = 512;

    private final Path file;
    private FileChannel channel;
    private int run;

    /** Nothing is touched until there is something to write. */
    public TraceFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /**
     * Appends lines.
     *
     * @param calls given the number of this run
     */
    public void add(IntFunction<List<TracedCall>> calls) throws IOException {
        if (channel == null) {
            open();
        }
        StringBuilder lines = new StringBuilder();
        calls.apply(run).forEach(call -> call.appendTo(lines));
        write(lines.toString());
    }

    private void open() throws IOException {
        channel = OwnFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Channels.appendLines(channel);
        run = 1;
        if (channel.size() == 0) {
            write(TracedCall.HEADER + "\n");
        } else {
            run += lastRun();
        }
    }

    private int lastRun() throws IOException {
        long end = channel.size();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(end, LONGEST_LINE));
        Channels.readFully(channel, bytes, end - bytes.capacity());
        String[] lines = new String(bytes.array(), StandardCharsets.UTF_8).split("\n");
        try {
            return TracedCall.parse(lines[lines.length - 1]).run();
        } catch (RuntimeException e) { // the header alone, or somebody has changed it
            return 0;
        }
    }

    private void write(String lines) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /**
     * What a trace says.
     *
     * @param calls in the order of their ends
     * @param notice why some or all of them are not there, in words; empty if they are
     */
    record Content(List<TracedCall> calls, String notice) {}

    static Content read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!OwnFiles.isFile(file)) {
            return new Content(List.of(), "This run has no trace.csv: it ran no task, has more than " + MOST_TASKS + " tasks, or was made by a version that wrote none.");
        }
        List<TracedCall> calls = new ArrayList<>();
        int damaged = 0;
        try (FileChannel channel = OwnFiles.open(file, StandardOpenOption.READ)) {
            if (channel.size() > LARGEST) {
                return new Content(List.of(), "trace.csv has " + channel.size() + " bytes; calls are shown up to " + LARGEST + ".");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(java.nio.channels.Channels.newInputStream(channel), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    calls.add(TracedCall.parse(line));
                } catch (RuntimeException e) {
                    damaged += line.equals(TracedCall.HEADER) ? 0 : 1;
                }
            }
        }
        return new Content(calls, damaged == 0 ? "" : "Lines of trace.csv that cannot be read: " + damaged + ".");
    }
}
