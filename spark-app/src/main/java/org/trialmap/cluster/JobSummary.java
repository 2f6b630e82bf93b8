package org.trialmap.cluster;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The few lines that a job leaves: what it had, how long it took, how it ended, what to do next.
 *
 * @param readyAfter seconds from the script's start until enough workers were there; negative = never
 * @param seconds of the whole script
 * @param stopping seconds from the command's end until everything was stopped
 * @param code exit code of the command
 * @param because why it ended before its time; null = by itself
 */
public record JobSummary(Allocation allocation, MemoryPlan memory, List<String> command, double readyAfter, double seconds, double stopping, int code, String because) {

    public String text() {
        List<NodeShare> nodes = allocation.nodes();
        return "job      : " + allocation.job() + (allocation.restarts() > 0 ? ", restart " + allocation.restarts() : "") + "\n"
                + "command  : " + (command.isEmpty() ? "none, a cluster that stays" : ShellText.quoted(command)) + "\n"
                + "nodes    : "
                + NodeGroup.of(allocation).stream().map(group -> group.names() + " (" + group.node().cpus() + " cores, " + group.node().memoryMiB() + " MiB)").collect(Collectors.joining(", ")) + "\n"
                + "memory   : " + (memory.driver() > 0 ? "driver " + memory.driver() + " MiB, " : "") + nodes.size() + (nodes.size() == 1 ? " executor of " : " executors of ") + memory.executor()
                + " MiB\n"
                + "times    : " + (readyAfter < 0 ? "workers never came" : String.format(java.util.Locale.ROOT, "workers after %.1f s", readyAfter))
                + String.format(java.util.Locale.ROOT, ", all %.1f s, of these %.1f s to stop%n", seconds, stopping)
                + "result   : " + result() + "\n"
                + "next     : " + next() + "\n";
    }

    private String result() {
        return because != null ? because : code == 0 ? "ok" : "failed with exit code " + code;
    }

    private String next() {
        if (code == 0 && because == null) {
            return "nothing to do";
        }
        return because == null ? "see the log; after correcting what it names, the same command with --resume runs what is missing"
                : "what has finished is kept; a job that is back in the queue continues by itself, else the same command with --resume runs what is missing";
    }
}
