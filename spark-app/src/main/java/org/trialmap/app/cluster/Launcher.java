package org.trialmap.app.cluster;

/** The programs that start clusters, as users call them. */
public enum Launcher {
    SLURM("trialmap-slurm"), HOSTS("trialmap-cluster");

    private final String program;

    Launcher(String program) {
        this.program = program;
    }

    @Override
    public String toString() {
        return program;
    }
}
