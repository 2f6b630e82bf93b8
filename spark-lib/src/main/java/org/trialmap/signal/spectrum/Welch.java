package org.trialmap.signal.spectrum;

import java.util.Arrays;
import java.util.function.Function;
import org.trialmap.signal.fft.Precision;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.fft.TrialShape;

/**
 * Welch's power: the mean over windows that lie wholly inside the trial, the first one at its beginning, as {@code scipy.signal.welch} places them; each
 * one as {@link MtmConvol} computes it. (Syncopy's mean includes windows at the ends that are half zeros.) The mean runs in double, in the order of time.
 */
public final class Welch {
    /** Windows that are held at the same time have about so many values. */
    private static final int MOST_VALUES = 1 << 20;

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
        return Precision.narrow(mean(TrialShape.of(x.length, channels), some -> Precision.widen(windows.power(x, channels, some))));
    }

    /** As {@link #power(float[], int)}. */
    public double[] power(double[] x, int channels) {
        return mean(TrialShape.of(x.length, channels), some -> windows.power(x, channels, some));
    }

    /** Averaged over windows: tapers x bins x channels. */
    public float[] perTaper(float[] x, int channels) {
        return Precision.narrow(mean(TrialShape.of(x.length, channels), some -> Precision.widen(windows.perTaper(SpectralOutput.POW, x, channels, some))));
    }

    /** As {@link #perTaper(float[], int)}. */
    public double[] perTaper(double[] x, int channels) {
        return mean(TrialShape.of(x.length, channels), some -> windows.perTaper(SpectralOutput.POW, x, channels, some));
    }

    private double[] mean(TrialShape trial, Function<int[], double[]> powers) {
        int[] centres = centres(trial.samples());
        double[] mean = powers.apply(Arrays.copyOf(centres, 1));
        int most = Math.max(1, MOST_VALUES / Math.max(mean.length, 1));
        for (int first = 1; first < centres.length; first += most) {
            double[] some = powers.apply(Arrays.copyOfRange(centres, first, Math.min(centres.length, first + most)));
            for (int at = 0; at < some.length;) {
                for (int i = 0; i < mean.length; i++, at++) {
                    mean[i] += some[at];
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= centres.length;
        }
        return mean;
    }

    private int[] centres(int samples) {
        int[] centres = new int[Math.max(1, windows(samples))]; // in a trial that is too short one window is refused
        for (int k = 0; k < centres.length; k++) {
            centres[k] = k * step + windows.window() / 2;
        }
        return centres;
    }
}
