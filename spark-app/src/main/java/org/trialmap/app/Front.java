package org.trialmap.app;

/** A front door: the top command of a program. */
interface Front {
    /** Whether stack traces are wanted. */
    boolean debug();

    static boolean debugByEnvironment() {
        String variable = System.getenv("TRIALMAP_DEBUG");
        return variable != null && !variable.isEmpty() && !variable.equals("0");
    }
}
