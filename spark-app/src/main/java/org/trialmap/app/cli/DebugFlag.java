package org.trialmap.app.cli;

/** The top command of a program. */
public interface DebugFlag {
    /** Whether stack traces are wanted. */
    boolean debug();

    static boolean debugByEnvironment() {
        String variable = System.getenv("TRIALMAP_DEBUG");
        return variable != null && !variable.isEmpty() && !variable.equals("0");
    }
}
