package org.trialmap.parallel;

/**
 * The end of this process while tasks run in it: a signal, or an exit elsewhere. Shutdown hooks kill programs, close files and remove folders then, so tasks
 * fail that did nothing wrong.
 */
final class JvmEnd {
    private JvmEnd() {}

    /** Does not return once this process is ending, so that the loss of the process counts, after which its tasks run again, and not the failure of a task. */
    static void holdsBackFailures() throws InterruptedException {
        if (hasBegun()) {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static boolean hasBegun() {
        Thread probe = new Thread("probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
