package org.trialmap.signal.filter;

import java.util.Arrays;
import org.trialmap.signal.fft.FftKernels;

/**
 * The recursion itself, in place on rows of some lanes (channels): transposed direct form II, as {@code scipy.signal.sosfilt}. Sections are run
 * two or four at a time, so that one computes while the others wait for their own last results.
 */
final class SosRun {
    /** Changes no value: the partner of the last one of an odd number of sections. */
    private static final double[] IDENTITY = {1, 0, 0, 1, 0, 0};
    static final SosKernel KERNEL = FftKernels.vectorsAreHere() ? new SosVector() : new SosScalar();

    private final double[][] sections;
    private final SosKernel kernel;
    private final double[][] states;
    private final int width;

    /** Which rows: {@code count} of them from the one at {@code first}, {@code step} values apart; a negative step goes backwards. */
    record Way(int first, int step, int count) {}

    /** @param width values of a row, as {@link SosKernel#width} says */
    SosRun(double[][] sections, int width, SosKernel kernel) {
        this.sections = Arrays.copyOf(sections, (sections.length + 1) / 2 * 2);
        Arrays.fill(this.sections, sections.length, this.sections.length, IDENTITY);
        this.width = width;
        this.kernel = kernel;
        this.states = new double[this.sections.length][2 * width];
    }

    /** Starts in the steady state of an input that has always been the row at {@code at}. */
    void start(double[][] steady, double[] rows, int at) {
        for (int s = 0; s < steady.length; s++) {
            for (int l = 0; l < width; l++) {
                states[s][l] = steady[s][0] * rows[at + l];
                states[s][width + l] = steady[s][1] * rows[at + l];
            }
        }
    }

    /** All sections over the rows, once after each start. */
    void run(double[] rows, Way way) {
        kernel.run(sections, states, rows, way);
    }
}
