package org.trialmap.analysis;

/**
 * What the methods of {@code freqanalysis} have in common: which frequencies they give.
 *
 * @param <T> the method
 */
public interface SpectralMethod<T extends SpectralMethod<T>> extends TrialMethod {
    @Override
    default String command() {
        return "freqanalysis";
    }

    /** The same with other frequencies. */
    T frequencies(Frequencies value);

    /** Frequencies of interest in Hz: the bins nearest to them, each once, or wavelets of exactly these; see {@link Frequencies}. */
    default T foi(double... hz) {
        return frequencies(Frequencies.nearest(hz));
    }

    /** All bins from one frequency to another in Hz, both included, or wavelets in steps of 1 Hz; see {@link Frequencies}. */
    default T foilim(double fromHz, double toHz) {
        return frequencies(Frequencies.between(fromHz, toHz));
    }
}
