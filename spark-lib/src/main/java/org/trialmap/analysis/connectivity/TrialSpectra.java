package org.trialmap.analysis.connectivity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/**
 * The Fourier coefficients of trials: computed of a recording, or those that a spectrum has.
 *
 * @param form SpectralData of all tapers, complex
 * @param function gives those of one trial: (time, taper, freq, channel)
 */
record TrialSpectra(ResultForm form, TrialFunction function) {
    static final String COMMAND = "connectivityanalysis";

    /**
     * @param spectra how they are computed of a recording
     * @throws IllegalArgumentException if the trials are spectra that are real, or ways of computing them are given nevertheless
     */
    static TrialSpectra of(FreqAnalysis spectra, TrialChunks trials) {
        if (!trials.areSpectra()) {
            return new TrialSpectra(spectra.form(trials), spectra.function(trials));
        }
        requireComplex(trials);
        requireNothing(keywords(spectra), trials);
        return new TrialSpectra(ResultForm.spectralAsGiven(trials, trials.recording().dtype(), trials.taper(), trials.freq()), new AsGiven());
    }

    /** The options of which the spectra have all that matters. */
    static FreqAnalysis fourier(FreqAnalysis spectra) {
        return spectra.output(SpectralOutput.FOURIER).keeptrials(true).keeptapers(true);
    }

    /** The spectra's keywords, as the history has them. */
    static Map<String, Object> keywords(FreqAnalysis spectra) {
        Map<String, Object> options = new LinkedHashMap<>(spectra.options());
        options.keySet().retainAll(Set.of("foi", "foilim", "pad", "polyremoval", "taper", "taper_opt", "tapsmofrq", "nTaper"));
        return options;
    }

    /** The trial's own values. */
    private record AsGiven() implements TrialFunction {
        @Override
        public NdArray apply(TrialChunk trial) {
            return trial.array();
        }
    }

    private static void requireComplex(TrialChunks trials) {
        DType dtype = trials.recording().dtype();
        if (!dtype.isComplex()) {
            throw new IllegalArgumentException(
                    "Connectivity was asked for of " + trials.recording().path() + ", a spectrum of " + dtype + ". It is made of the phases of complex spectra. Compute them with "
                            + Setting.OF_FOURIER + ", and " + Setting.KEEPTAPERS.with(true) + " if there are several tapers, and give that result; or give the recording.");
        }
    }

    private static void requireNothing(Map<String, Object> keywords, TrialChunks trials) {
        Map<String, Object> defaults = keywords(fourier(FreqAnalysis.mtmfft()));
        List<String> given = keywords.keySet().stream().filter(key -> keywords.get(key) != null && !Objects.equals(keywords.get(key), defaults.get(key))).map(key -> key + " " + keywords.get(key))
                .toList();
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", given) + (given.size() == 1 ? " is" : " are") + " given for " + trials.recording().path()
                    + ", a spectrum. Frequencies, padding, detrending and"
                    + " tapers were chosen when it was computed. Leave that out; some of its frequencies are selected with " + Setting.FREQUENCY
                    + ", and other spectra are computed of the recording.");
        }
    }

    int tapers() {
        return (int) form.core()[0];
    }

    /** Of one trial, of those that are summed: all have as many. */
    int times() {
        return Math.toIntExact(form.rows()[0]);
    }

    double[] freq() {
        return form.header().freq().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Element type of what is made of them. */
    DType dtype(SpectralOutput output) {
        return output == SpectralOutput.FOURIER ? form.dtype() : Samples.real(form.dtype());
    }

    /** CrossSpectralData of all pairs of channels, at the times of each trial. */
    ResultForm pairs(SpectralOutput output) {
        List<String> names = form.header().names().get("channel");
        SyncopyContainer.Header header = SyncopyContainer.Header.crossSpectral(form.header().samplerateHz().orElseThrow(), form.header().freq(), names, names);
        return new ResultForm(header, form.history(), dtype(output), new long[] {form.core()[1], names.size()}, form.rows(), form.offsets(), form.axis(), form.trialinfo(), form.toi());
    }

    /** Sums over trials. */
    CrossSums sums(PairSums what) {
        return new CrossSums(function, what, times(), tapers(), (int) form.core()[1], form.header().names().get("channel").size());
    }
}
