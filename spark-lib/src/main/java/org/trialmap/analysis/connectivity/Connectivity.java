package org.trialmap.analysis.connectivity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.array.DType;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.connectivity.Pairs;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.trial.TrialChunks;

/**
 * How channels go together at each frequency, of all trials: Syncopy's {@code connectivityanalysis}, and where its other methods begin ({@link #granger}). CrossSpectralData of shape
 * (1, freq, channel_i, channel_j), float32, or float64 for recordings of float64, int32 and int64; complex64 or complex128 where the measure is complex and the output {@code fourier}. Spectra are
 * those of {@link FreqAnalysis}; nothing is stored of single trials. {@link PairMeasure} has the definitions, docs/analysis.md too.
 *
 * @param measure what is computed of each pair of channels
 * @param output what is made of the complex values of {@code csd} and {@code coh}; the others are real. {@code fourier} by default for {@code csd}, {@code abs} for {@code coh}
 * @param channelcmb which pairs of channels; all by default
 * @param spectra of the single trials; only its frequencies, padding, detrending and tapers are used
 */
public record Connectivity(PairMeasure measure, SpectralOutput output, ChannelPairs channelcmb, FreqAnalysis spectra) implements TaperedSpectra<Connectivity> {
    private static final Logger LOG = LoggerFactory.getLogger(Connectivity.class);

    public Connectivity {
        Objects.requireNonNull(measure, "measure");
        Objects.requireNonNull(output, "output");
        spectra = TaperedSpectra.fourier(spectra);
    }

    /** Any measure, with its default output and the spectra's defaults. */
    public static Connectivity of(PairMeasure measure) {
        return new Connectivity(measure, measure == PairMeasure.CSD ? SpectralOutput.FOURIER : SpectralOutput.ABS, ChannelPairs.ALL, FreqAnalysis.mtmfft());
    }

    /** Cross-spectral density, complex. */
    public static Connectivity csd() {
        return of(PairMeasure.CSD);
    }

    /** Coherence, its modulus. */
    public static Connectivity coh() {
        return of(PairMeasure.COH);
    }

    /** Pairwise phase consistency. */
    public static Connectivity ppc() {
        return of(PairMeasure.PPC);
    }

    /** Granger causality, all channels together. */
    public static GrangerAnalysis granger() {
        return new GrangerAnalysis(false, ChannelPairs.ALL, FreqAnalysis.mtmfft());
    }

    /** Cross-correlation at lags of up to half a trial. */
    public static CorrAnalysis corr() {
        return new CorrAnalysis(Detrend.MEAN);
    }

    /**
     * As on the command line.
     *
     * @throws IllegalArgumentException if it is given for a measure that is real
     */
    public Connectivity output(SpectralOutput value) {
        if (!measure.isComplex()) {
            throw new IllegalArgumentException("The output " + name(value) + " was asked for of the method " + name() + ". Its values are real; outputs are made of the complex ones of"
                    + " csd and coh. Leave out --output (output(...)).");
        }
        return new Connectivity(measure, value, channelcmb, spectra);
    }

    @Override
    public Connectivity channelcmb(List<String> senders, List<String> receivers) {
        return new Connectivity(measure, output, new ChannelPairs(senders, receivers), spectra);
    }

    @Override
    public Connectivity spectra(FreqAnalysis value) {
        return new Connectivity(measure, output, channelcmb, value);
    }

    private String name() {
        return name(measure);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(COMMAND + "/" + name());
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", name());
        options.put("output", measure.isComplex() ? name(output) : null);
        options.put("keeptrials", false);
        options.putAll(channelcmb.options());
        options.putAll(spectrumOptions());
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        measure.requireEnough(name(), trials.trials().length, tapers(trials));
        return channelcmb.of(ResultForm.crossSpectral(trials, dtype(trials), freq(trials)), trials);
    }

    private DType dtype(TrialChunks trials) {
        return dtype(measure.isComplex() ? output : SpectralOutput.ABS, trials);
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return measure != PairMeasure.CSD || output == SpectralOutput.POW ? Optional.empty()
                : spectra.output(output == SpectralOutput.ANGLE ? SpectralOutput.ANGLE : SpectralOutput.POW).unit(trials);
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return sums(trials, measure.sums());
    }

    @Override
    public int axis() {
        return 1;
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        int channels = trials.channelNames().size();
        int tapers = tapers(trials);
        measure.requireEnough(name(), sums.trials(), tapers);
        warnOfSilence(trials, sums);
        int values = measure.values(channels, output);
        double[] all = new double[Math.multiplyExact(sums.slices(), values)];
        for (int f = 0; f < sums.slices(); f++) {
            measure.finish(sums.values(), f * measure.sums().values(channels), channels, sums.trials(), tapers, output, all, f * values);
        }
        return new Finished(matrices(dtype(trials), all, sums.slices(), trials));
    }

    /** Says which measures are 0 since a channel has no power. */
    private void warnOfSilence(TrialChunks trials, Sums sums) {
        boolean tells = measure != PairMeasure.CSD && (measure.sums() == PairSums.CROSS || measure.sums() == PairSums.PHASES);
        int channels = trials.channelNames().size();
        List<String> silent = new ArrayList<>();
        for (int c = 0; tells && c < channels; c++) {
            int at = Pairs.at(c, c);
            long count = IntStream.range(0, sums.slices()).filter(f -> sums.values()[f * measure.sums().values(channels) + at] == 0).count();
            if (count > 0) {
                silent.add(trials.channelNames().get(c) + " (" + count + ")");
            }
        }
        if (!silent.isEmpty()) {
            LOG.warn("Channels without power at some frequencies, whose {} with others is 0 there, and the number of these frequencies: {}", name(), String.join(", ", silent));
        }
    }
}
