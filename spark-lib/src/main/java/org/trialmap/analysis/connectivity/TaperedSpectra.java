package org.trialmap.analysis.connectivity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.Taper;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.trial.TrialChunks;

/**
 * What the methods of {@code connectivityanalysis} have in common that are computed of tapered spectra of whole trials: how these are made, and of which pairs of channels.
 *
 * @param <T> the method
 */
public interface TaperedSpectra<T extends TaperedSpectra<T>> extends SummedMethod {
    /** The spectra of single trials. */
    FreqAnalysis spectra();

    /** The same with other spectra. */
    T spectra(FreqAnalysis value);

    /** Which pairs of channels the result has. */
    ChannelPairs channelcmb();

    /** The same with each of some senders ({@code channel_i}) and each of some receivers ({@code channel_j}) only, by their names. */
    T channelcmb(List<String> senders, List<String> receivers);

    @Override
    default String command() {
        return TrialSpectra.COMMAND;
    }

    /** Which frequencies the result has; all by default. */
    default T frequencies(Frequencies value) {
        return spectra(spectra().frequencies(value));
    }

    /** The bins nearest to these frequencies in Hz, each once. */
    default T foi(double... hz) {
        return frequencies(Frequencies.nearest(hz));
    }

    /** All bins from one frequency to another in Hz, both included. */
    default T foilim(double fromHz, double toHz) {
        return frequencies(Frequencies.between(fromHz, toHz));
    }

    /** To which length trials are filled up with zeros; to the longest by default. */
    default T pad(Padding value) {
        return spectra(spectra().pad(value));
    }

    /** How each trial and channel is detrended before tapering; its mean is subtracted by default. */
    default T polyremoval(Detrend value) {
        return spectra(spectra().polyremoval(value));
    }

    /** {@code hann} by default. */
    default T taper(Taper value) {
        return spectra(spectra().taper(value));
    }

    /** A window by its name, with its default parameters. */
    default T taper(String name) {
        return spectra(spectra().taper(name));
    }

    /** Slepian tapers of a half bandwidth in Hz, as many as it takes. */
    default T tapsmofrq(double hz) {
        return spectra(spectra().tapsmofrq(hz));
    }

    /** Of spectra without the keywords by which those of recordings are computed. */
    @Override
    default Map<String, Object> options(TrialChunks trials) {
        Map<String, Object> options = new LinkedHashMap<>(options());
        if (trials.areSpectra()) {
            options.keySet().removeAll(Set.of("pad", "polyremoval", "taper", "taper_opt", "tapsmofrq", "nTaper"));
        }
        return options;
    }

    @Override
    default boolean takesSpectra() {
        return true;
    }
}
