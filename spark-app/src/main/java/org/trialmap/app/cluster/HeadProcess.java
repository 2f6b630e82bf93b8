package org.trialmap.app.cluster;

import java.util.Optional;
import org.trialmap.support.Hosts;

/**
 * The process that keeps a cluster.
 *
 * @param host that it runs on
 * @param pid its number there
 * @param started milliseconds since 1970, as the system says: another process may get the number later; 0 = the system does not say
 */
record HeadProcess(String host, long pid, long started) {
    static HeadProcess current() {
        ProcessHandle self = ProcessHandle.current();
        return new HeadProcess(Hosts.name(), self.pid(), startOf(self));
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }

    static HeadProcess parse(String text) {
        String[] words = text.strip().split(" ");
        return new HeadProcess(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    String text() {
        return host + " " + pid + " " + started;
    }

    boolean isElsewhere() {
        return !host.equals(Hosts.name());
    }

    /** Empty once it has ended; of another host nothing is known. */
    Optional<ProcessHandle> running() {
        return isElsewhere() ? Optional.empty() : ProcessHandle.of(pid).filter(process -> process.isAlive() && startOf(process) == started);
    }
}
