package org.trialmap.signal.spectrum;

import org.trialmap.array.Shape;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.MtmFft;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.fft.TrialShape;

/**
 * Spectra of a window that slides over a trial (Syncopy's and FieldTrip's mtmconvol): {@code X = rfft(taper * detrended window) * sqrt(2) / window}
 * for chosen bins, so that a cosine of amplitude A has a power of A^2 / 2 (boxcar), as in {@link MtmFft}. A window that is centred on sample c begins at
 * {@code c - window / 2}; beyond the trial's ends there are zeros, and each window is detrended with them, whichever {@link Toi} placed it. (Syncopy does
 * not detrend windows at irregular times.)
 *
 * <p>float samples give float results, double ones double. Keep the object: it holds tables. It may be used by several threads.
 */
public final class MtmConvol {
    private final MtmFft fft;
    private final int window;
    private final int tapers;
    private final int bins;

    private MtmConvol(Setup setup) {
        this.window = setup.window();
        this.tapers = setup.tapers.length;
        this.bins = setup.bins.length;
        this.fft = MtmFft.ofLength(window, MtmFft.Setup.of(setup.tapers, setup.bins, MtmFft.scale(window, window)).detrend(setup.detrend));
    }

    /**
     * What is computed.
     *
     * @param tapers  tapers x samples of the window: see {@link SlidingWindow#taper} and {@link SlidingWindow#slepian}
     * @param bins    which bins of the window's transform, in the order of the result; bin k is at {@code k * samplerate / window} Hz
     * @param detrend detrending of each window before tapering
     */
    public record Setup(double[][] tapers, int[] bins, Detrend detrend) {
        /** Windows without their mean. */
        public static Setup of(double[][] tapers, int[] bins) {
            return new Setup(tapers, bins, Detrend.MEAN);
        }

        public Setup detrend(Detrend other) {
            return new Setup(tapers, bins, other);
        }

        int window() {
            return tapers.length == 0 ? 0 : tapers[0].length;
        }
    }

    /** @throws IllegalArgumentException if the tapers differ in length or there are none, or a bin is outside 0 to window / 2 */
    public static MtmConvol of(Setup setup) {
        return new MtmConvol(setup);
    }

    /** Samples of a window. */
    public int window() {
        return window;
    }

    /**
     * The power, averaged over the tapers: windows x bins x channels.
     *
     * @param x       samples x channels, row-major
     * @param centres the samples on which windows are centred: see {@link Toi#centres}
     * @throws IllegalArgumentException if the trial is shorter than the window, or a centre lies outside it
     */
    public float[] power(float[] x, int channels, int[] centres) {
        WindowedTrial trial = trial(x.length, channels, centres);
        float[] result = new float[Shape.size(centres.length, bins, channels)];
        trial.forEachBatch(batch -> trial.scatter(fft.power(trial.gather(x, batch), trial.columns(batch)), result, batch, 1));
        return result;
    }

    /** As {@link #power(float[], int, int[])}. */
    public double[] power(double[] x, int channels, int[] centres) {
        WindowedTrial trial = trial(x.length, channels, centres);
        double[] result = new double[Shape.size(centres.length, bins, channels)];
        trial.forEachBatch(batch -> trial.scatter(fft.power(trial.gather(x, batch), trial.columns(batch)), result, batch, 1));
        return result;
    }

    /** One output for every taper: windows x tapers x bins x channels; {@link SpectralOutput#FOURIER} has two numbers for each. */
    public float[] perTaper(SpectralOutput output, float[] x, int channels, int[] centres) {
        WindowedTrial trial = trial(x.length, channels, centres);
        float[] result = new float[Shape.size(centres.length, tapers, bins, channels, TimeFrequencyChecks.numbers(output))];
        trial.forEachBatch(batch -> trial.scatter(fft.perTaper(output, trial.gather(x, batch), trial.columns(batch)), result, batch,
                TimeFrequencyChecks.numbers(output)));
        return result;
    }

    /** As {@link #perTaper(SpectralOutput, float[], int, int[])}. */
    public double[] perTaper(SpectralOutput output, double[] x, int channels, int[] centres) {
        WindowedTrial trial = trial(x.length, channels, centres);
        double[] result = new double[Shape.size(centres.length, tapers, bins, channels, TimeFrequencyChecks.numbers(output))];
        trial.forEachBatch(batch -> trial.scatter(fft.perTaper(output, trial.gather(x, batch), trial.columns(batch)), result, batch,
                TimeFrequencyChecks.numbers(output)));
        return result;
    }

    private WindowedTrial trial(int values, int channels, int[] centres) {
        return new WindowedTrial(window, TrialShape.of(values, channels), centres);
    }
}
