package org.trialmap.signal;

/**
 * The recursion itself, in place on rows of some lanes (channels), two sections at a time so that the second one works while the first one waits
 * for its own result. Transposed direct form II, as {@code scipy.signal.sosfilt}.
 */
final class SosRun {
    private static final double[] PASS = {1, 0, 0, 1, 0, 0};

    private final double[][] sections;
    private final int lanes;
    private final double[][] states;

    SosRun(double[][] sections, int lanes) {
        this.sections = sections;
        this.lanes = lanes;
        this.states = new double[sections.length][2 * lanes];
    }

    /** Starts in the steady state of an input that has always been the row at {@code at}. */
    void start(double[][] steady, double[] rows, int at) {
        for (int s = 0; s < states.length; s++) {
            for (int l = 0; l < lanes; l++) {
                states[s][l] = steady[s][0] * rows[at + l];
                states[s][lanes + l] = steady[s][1] * rows[at + l];
            }
        }
    }

    /** All rows in order from the one at {@code first}, {@code step} values apart; a negative step goes backwards. */
    void run(double[] rows, int first, int step, int count) {
        for (int s = 0; s < sections.length; s++) {
            for (int l = 0; l < lanes; l++) {
                lane(s, l, rows, first + l, step, count);
            }
        }
    }

    private void lane(int section, int lane, double[] rows, int first, int step, int count) {
        double[] c = sections[section];
        double b0 = c[0];
        double b1 = c[1];
        double b2 = c[2];
        double a1 = c[4];
        double a2 = c[5];
        double u = states[section][lane];
        double v = states[section][lanes + lane];
        for (int n = 0, at = first; n < count; n++, at += step) {
            double x = rows[at];
            double y = b0 * x + u;
            u = (b1 * x + v) - a1 * y;
            v = b2 * x - a2 * y;
            rows[at] = y;
        }
    }
}
