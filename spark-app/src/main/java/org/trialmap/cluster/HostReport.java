package org.trialmap.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host says of itself as soon as its program runs, in one line that start-up files of shells do not print.
 *
 * @param version of trialmap there
 * @param cores of the host
 * @param memoryMiB of the host
 * @param gpus of the host that may be used
 * @param client the address that the cluster's head has as seen from there; empty where ssh does not say
 */
public record HostReport(String version, int cores, int memoryMiB, int gpus, Optional<String> client) {
    private static final Pattern LINE = Pattern.compile("trialmap-worker (\\d+) (\\d+) (\\d+) (\\S+) (.+)");
    private static final String UNKNOWN = "-";

    public String text() {
        return "trialmap-worker " + cores + " " + memoryMiB + " " + gpus + " " + client.orElse(UNKNOWN) + " " + version;
    }

    /** Empty if it is another line. */
    public static Optional<HostReport> parse(String line) {
        Matcher match = LINE.matcher(line.strip());
        return !match.matches() ? Optional.empty() : Optional.of(new HostReport(match.group(5), Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)),
                Integer.parseInt(match.group(3)), Optional.of(match.group(4)).filter(address -> !address.equals(UNKNOWN))));
    }

    /** The address of ssh's client, the first word of its variable SSH_CONNECTION. */
    public static Optional<String> client(String sshConnection) {
        return Optional.ofNullable(sshConnection).map(words -> words.strip().split(" ")[0]).filter(word -> !word.isEmpty());
    }
}
