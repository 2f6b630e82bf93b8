package org.trialmap.app.cli;

/** Exit codes of both command lines. */
public final class ExitCode {
    public static final int OK = 0;
    /** The run failed or was stopped; what finished is kept. */
    public static final int FAILED = 1;
    /** Wrong usage; nothing was run. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
