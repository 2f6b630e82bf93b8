package org.trialmap.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster without SLURM, as it was asked for.
 *
 * @param hosts where Workers are to be
 * @param ssh the program, with its options, that runs a command on a host; empty = there is one host, this machine
 * @param program scripts/trialmap-cluster, in the same place on all hosts
 * @param fewest hosts that must have come when the time is up
 * @param timeoutSeconds how long hosts are waited for
 * @param memoryMiB heap of each executor; empty = choose
 * @param network interface or address of this machine; empty = choose
 * @param settings of drivers, the user's own
 */
public record ClusterRequest(List<HostSlots> hosts, List<String> ssh, String program, int fewest, int timeoutSeconds, Optional<Integer> memoryMiB, Optional<String> network,
        Map<String, String> settings) {
    private static final String USER = "user.";

    public ClusterRequest {
        hosts = List.copyOf(hosts);
        ssh = List.copyOf(ssh);
        settings = new LinkedHashMap<>(settings);
        if (fewest < 1 || fewest > hosts.size()) {
            throw new IllegalArgumentException("--min-workers " + fewest + " is out of range: there are " + hosts.size() + " hosts, and one of them must serve. Ask for 1 to " + hosts.size() + ".");
        }
        if (timeoutSeconds < 1) {
            throw new IllegalArgumentException("--timeout " + timeoutSeconds + " leaves hosts no time. Ask for 1 second or more, or leave it out.");
        }
    }

    /** Reads a command and its options: words between spaces. There is no shell that would take away quotation marks. */
    public static List<String> words(String ssh) {
        if (ssh.matches("(?s).*['\"\\\\$`].*") || ssh.isBlank()) {
            throw new IllegalArgumentException("--ssh '" + ssh + "' is not a program and its options with spaces between them: no shell reads it, so it has no quotation marks, '\\', '$' or '`'."
                    + " Put what needs them into ~/.ssh/config.");
        }
        return List.of(ssh.strip().split("\\s+"));
    }

    public boolean isHere() {
        return ssh.isEmpty();
    }

    /** What runs a host's Worker. Only the program's own path goes through the remote shell, as one quoted word. */
    public List<String> command(HostSlots host) {
        if (isHere()) {
            return List.of(program, "--worker");
        }
        List<String> command = new ArrayList<>(ssh);
        command.addAll(List.of(host.name(), ShellText.quoted(program) + " --worker"));
        return command;
    }

    /** As {@link #of} reads it. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("hosts", String.join(",", hosts.stream().map(HostSlots::text).toList()));
        values.put("ssh", String.join(" ", ssh));
        values.put("program", program);
        values.put("fewest", Integer.toString(fewest));
        values.put("timeout", Integer.toString(timeoutSeconds));
        memoryMiB.ifPresent(memory -> values.put("memory", memory.toString()));
        network.ifPresent(name -> values.put("network", name));
        settings.forEach((key, value) -> values.put(USER + key, value));
        return values;
    }

    public static ClusterRequest of(Map<String, String> values) {
        Map<String, String> settings = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(USER)) {
                settings.put(key.substring(USER.length()), value);
            }
        });
        String ssh = values.get("ssh");
        return new ClusterRequest(HostSlots.list(values.get("hosts")), ssh.isEmpty() ? List.of() : words(ssh), values.get("program"), Integer.parseInt(values.get("fewest")),
                Integer.parseInt(values.get("timeout")), Optional.ofNullable(values.get("memory")).map(Integer::valueOf), Optional.ofNullable(values.get("network")), settings);
    }
}
