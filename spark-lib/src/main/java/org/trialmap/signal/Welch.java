package org.trialmap.signal;

/**
 * Welch's power: the mean over windows that lie wholly inside the trial, the first one at its beginning, as {@code scipy.signal.welch} places them; each
 * one as {@link MtmConvol} computes it. (Syncopy's mean includes windows at the ends that are half zeros.) The mean runs in double, in the order of time.
 */
public final class Welch {
    private final MtmConvol windows;
    private final int step;

    private Welch(MtmConvol.Setup setup, Toi.Overlap overlap) {
        this.windows = MtmConvol.of(setup);
        this.step = overlap.step(windows.window());
    }

    /** @throws IllegalArgumentException if the tapers differ in length or there are none, or a bin is outside 0 to window / 2 */
    public static Welch of(MtmConvol.Setup setup, Toi.Overlap overlap) {
        return new Welch(setup, overlap);
    }

    /** How many windows a trial holds; 0 if it is shorter than a window. */
    public int windows(int samples) {
        return samples < windows.window() ? 0 : (samples - windows.window()) / step + 1;
    }

    /**
     * Averaged over windows and tapers: bins x channels.
     *
     * @param x samples x channels, row-major
     * @throws IllegalArgumentException if the trial is shorter than the window
     */
    public float[] power(float[] x, int channels) {
        return Precision.narrow(mean(Precision.widen(windows.power(x, channels, centres(x.length, channels))), x.length, channels));
    }

    /** As {@link #power(float[], int)}. */
    public double[] power(double[] x, int channels) {
        return mean(windows.power(x, channels, centres(x.length, channels)), x.length, channels);
    }

    /** Averaged over windows: tapers x bins x channels. */
    public float[] perTaper(float[] x, int channels) {
        return Precision.narrow(mean(Precision.widen(windows.perTaper(MtmFft.Output.POW, x, channels, centres(x.length, channels))), x.length, channels));
    }

    /** As {@link #perTaper(float[], int)}. */
    public double[] perTaper(double[] x, int channels) {
        return mean(windows.perTaper(MtmFft.Output.POW, x, channels, centres(x.length, channels)), x.length, channels);
    }

    private int[] centres(int values, int channels) {
        int[] centres = new int[Math.max(1, windows(TrialShape.of(values, channels).samples()))]; // a trial that is too short is refused for its window
        for (int k = 0; k < centres.length; k++) {
            centres[k] = k * step + windows.window() / 2;
        }
        return centres;
    }

    private double[] mean(double[] powers, int values, int channels) {
        int count = windows(values / channels);
        double[] mean = new double[powers.length / count];
        for (int k = 0, at = 0; k < count; k++) {
            for (int i = 0; i < mean.length; i++, at++) {
                mean[i] += powers[at];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count;
        }
        return mean;
    }
}
