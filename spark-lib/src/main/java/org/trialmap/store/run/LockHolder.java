package org.trialmap.store.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.trialmap.store.Json;
import org.trialmap.support.Channels;
import org.trialmap.support.Hosts;

/**
 * Who holds a lock, as the lock file says.
 *
 * @param user account
 * @param host where the process runs
 * @param pid of the process; 0 = nobody, or it is not known
 * @param started when the process began: a process number is used again
 * @param since when the lock was taken
 */
record LockHolder(String user, String host, long pid, Instant started, Instant since) {
    private static final LockHolder UNKNOWN = new LockHolder("", "", 0, Instant.EPOCH, Instant.EPOCH);
    private static final int LONGEST = 4096;
    private static final Duration CLOCK = Duration.ofSeconds(2); // the system computes a start from counters, not twice the same

    static LockHolder self() {
        return new LockHolder(FolderRights.user(), Hosts.name(), ProcessHandle.current().pid(), Started.SELF, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Asked of the system once, which takes longer than all else that a lock does. */
    private static final class Started {
        static final Instant SELF = started(ProcessHandle.current());
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    void write(FileChannel channel) throws IOException {
        String text = Json.object().put("user", user).put("host", host).put("pid", pid).put("started", started.toString()).put("since", since.toString()) + "\n";
        channel.truncate(0);
        Channels.writeFully(channel, StandardCharsets.UTF_8.encode(text), 0);
    }

    /** What a file says; nobody where it says nothing that can be read. */
    static LockHolder read(FileChannel channel) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), LONGEST));
            Channels.readFully(channel, bytes, 0);
            JsonNode node = Json.MAPPER.readTree(bytes.array());
            return new LockHolder(node.get("user").asText(), node.get("host").asText(), node.get("pid").longValue(), Instant.parse(node.get("started").asText()),
                    Instant.parse(node.get("since").asText()));
        } catch (IOException | RuntimeException e) { // it is just being written, or somebody else's
            return UNKNOWN;
        }
    }

    /** Whether that very process still runs; only known of processes of this host, those of others count as dead. */
    boolean isAlive() {
        Optional<ProcessHandle> process = pid > 0 && host.equals(Hosts.name()) ? ProcessHandle.of(pid) : Optional.empty();
        return process.isPresent() && Duration.between(started(process.get()), started).abs().compareTo(CLOCK) < 0;
    }

    /** Somebody else may have written it. */
    private static String shown(String text) {
        return text.substring(0, Math.min(64, text.length())).replaceAll("[^\\p{Print}]", "?");
    }

    @Override
    public String toString() {
        return pid == 0 ? "by whom is not known" : "user " + shown(user) + " on host " + shown(host) + ", process " + pid + ", since "
                + since.toString().replace('T', ' ').replace("Z", " UTC");
    }
}
