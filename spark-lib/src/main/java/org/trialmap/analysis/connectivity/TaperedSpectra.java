package org.trialmap.analysis.connectivity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.Taper;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.Precision;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.trial.TrialChunks;

/**
 * Methods of {@code connectivityanalysis} that are computed of tapered spectra of whole trials.
 *
 * @param <T> the method
 */
interface TaperedSpectra<T extends TaperedSpectra<T>> extends SummedMethod {
    String COMMAND = "connectivityanalysis";

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
        return COMMAND;
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

    /** The options of which the spectra have all that matters. */
    static FreqAnalysis fourier(FreqAnalysis spectra) {
        return spectra.output(SpectralOutput.FOURIER).keeptrials(true).keeptapers(true);
    }

    /** The spectra's keywords, as the history has them. */
    default Map<String, Object> spectrumOptions() {
        Map<String, Object> options = new LinkedHashMap<>(spectra().options());
        options.keySet().retainAll(Set.of("foi", "foilim", "pad", "polyremoval", "taper", "taper_opt", "tapsmofrq", "nTaper"));
        return options;
    }

    /** Element type of what is made of the spectra. */
    default DType dtype(SpectralOutput output, TrialChunks trials) {
        return spectra().output(output).form(trials).dtype();
    }

    default double[] freq(TrialChunks trials) {
        return spectra().form(trials).header().freq().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Tapers of each trial. */
    default int tapers(TrialChunks trials) {
        return (int) spectra().form(trials).core()[0];
    }

    /** Samples of the transforms. */
    default int length(TrialChunks trials) {
        long longest = IntStream.range(0, trials.trials().length).mapToLong(trials::samples).max().orElseThrow();
        return spectra().pad().length(longest, trials.recording().samplerateHz());
    }

    /** Sums over trials at the spectra's frequencies. */
    default CrossSums sums(TrialChunks trials, PairSums what) {
        return new CrossSums(spectra().function(trials), what, tapers(trials), freq(trials).length, trials.channelNames().size());
    }

    /** The pairs at each frequency, of channels x channels, in the result's type; real and imaginary parts in turn where that is complex. Takes over the array. */
    default NdArray matrices(DType dtype, double[] all, int frequencies, TrialChunks trials) {
        int channels = trials.channelNames().size();
        double[] values = channelcmb().select(all, trials, dtype.width());
        int[] shape = channelcmb().areAll() ? new int[] {1, frequencies, channels, channels}
                : new int[] {1, frequencies, channelcmb().senders().size(), channelcmb().receivers().size()};
        return switch (dtype) {
            case FLOAT64 -> NdArray.of(values, shape);
            case COMPLEX128 -> NdArray.complex(values, shape);
            case COMPLEX64 -> NdArray.complex(Precision.narrow(values), shape);
            default -> NdArray.of(Precision.narrow(values), shape);
        };
    }
}
