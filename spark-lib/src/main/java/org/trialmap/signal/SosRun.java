package org.trialmap.signal;

/**
 * The recursion itself, in place on rows of some lanes (channels): transposed direct form II, as {@code scipy.signal.sosfilt}. Sections are run
 * two at a time, so that one computes while the other waits for its own last result.
 */
final class SosRun {
    /** Changes no value: the partner of the last one of an odd number of sections. */
    private static final double[] IDENTITY = {1, 0, 0, 1, 0, 0};
    private static final SosKernel KERNEL = FftKernels.vectorsAreHere() ? new SosVector() : new SosScalar();

    private final double[][] sections;
    private final int lanes;
    private final SosKernel kernel;
    private final double[][] states;

    /** Which rows: {@code count} of them from the one at {@code first}, {@code step} values apart; a negative step goes backwards. */
    record Way(int first, int step, int count) {}

    SosRun(double[][] sections, int lanes) {
        this(sections, lanes, KERNEL);
    }

    SosRun(double[][] sections, int lanes, SosKernel kernel) {
        this.sections = sections;
        this.lanes = lanes;
        this.kernel = kernel;
        this.states = new double[(sections.length + 1) / 2][4 * lanes];
    }

    /** Starts in the steady state of an input that has always been the row at {@code at}. */
    void start(double[][] steady, double[] rows, int at) {
        for (int s = 0; s < steady.length; s++) {
            int first = s % 2 * 2 * lanes;
            for (int l = 0; l < lanes; l++) {
                states[s / 2][first + l] = steady[s][0] * rows[at + l];
                states[s / 2][first + lanes + l] = steady[s][1] * rows[at + l];
            }
        }
    }

    /** All sections over the rows. */
    void run(double[] rows, Way way) {
        for (int s = 0; s < sections.length; s += 2) {
            double[] second = s + 1 < sections.length ? sections[s + 1] : IDENTITY;
            kernel.pair(new SosKernel.Pair(sections[s], second, states[s / 2], lanes), rows, way);
        }
    }
}
