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
import org.trialmap.analysis.TrialMethod;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.connectivity.Pairs;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * How channels go together at each frequency, of all trials: Syncopy's {@code connectivityanalysis}, and where its other methods begin ({@link #granger}). CrossSpectralData of shape
 * (1, freq, channel_i, channel_j), float32, or float64 for recordings of float64, int32 and int64; complex64 or complex128 where the measure is complex and the output {@code fourier}. Spectra are
 * those of {@link FreqAnalysis}; nothing is stored of single trials. {@link PairMeasure} has the definitions, docs/analysis.md too.
 *
 * <p>It also works on complex spectra ({@code SpectralData.chunks()}), with all their tapers; those that have several times give (time, freq, channel_i, channel_j).
 *
 * @param measure what is computed of each pair of channels
 * @param output what is made of the complex values of {@code csd} and {@code coh}; the others are real. {@code fourier} by default for {@code csd}, {@code abs} for {@code coh}
 * @param channelcmb which pairs of channels; all by default
 * @param keeptrials whether the result has each trial, of which {@code csd}, and with several tapers {@code coh} and {@code imcoh}, say something; else it is one of all trials
 * @param jackknife whether the result has the datasets {@code jack_var} and {@code jack_bias}: variance and bias of its values, by leaving out one trial at a time
 * @param spectra of the single trials; only its frequencies, padding, detrending and tapers are used
 */
public record Connectivity(PairMeasure measure, SpectralOutput output, ChannelPairs channelcmb, boolean keeptrials, boolean jackknife, FreqAnalysis spectra) implements TaperedSpectra<Connectivity> {
    private static final Logger LOG = LoggerFactory.getLogger(Connectivity.class);

    public Connectivity {
        Objects.requireNonNull(measure, "measure");
        Objects.requireNonNull(output, "output");
        spectra = TrialSpectra.fourier(spectra);
        if (keeptrials && measure.sums() != PairSums.CROSS) {
            throw new IllegalArgumentException(
                    "The method " + name(measure) + " was asked for of each trial (keeptrials true). It compares phases between trials, so one trial has no value. Leave out "
                            + Setting.KEEPTRIALS.with(true) + ", or take csd, or coh or imcoh with several tapers.");
        }
        if (jackknife && keeptrials) {
            throw new IllegalArgumentException("The jackknife was asked for of each trial (jackknife true, keeptrials true). It leaves out one trial of all at a time. Leave out " + Setting.JACKKNIFE
                    + " or " + Setting.KEEPTRIALS.with(true) + ".");
        }
        if (jackknife && measure.isComplex() && output == SpectralOutput.ANGLE) {
            throw new IllegalArgumentException(
                    "The jackknife was asked for of the output angle (jackknife true). Angles jump by a whole turn, so they have no plain mean. Take the output fourier, or leave"
                            + " out " + Setting.JACKKNIFE + ".");
        }
    }

    /** Any measure, with its default output and the spectra's defaults. */
    public static Connectivity of(PairMeasure measure) {
        return new Connectivity(measure, measure == PairMeasure.CSD ? SpectralOutput.FOURIER : SpectralOutput.ABS, ChannelPairs.ALL, false, false, FreqAnalysis.mtmfft());
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
        return new GrangerAnalysis(false, ChannelPairs.ALL, false, FreqAnalysis.mtmfft());
    }

    /** Cross-correlation at lags of up to half a trial. */
    public static CorrAnalysis corr() {
        return new CorrAnalysis(false, Detrend.MEAN);
    }

    /**
     * As on the command line.
     *
     * @throws IllegalArgumentException if it is given for a measure that is real
     */
    public Connectivity output(SpectralOutput value) {
        if (!measure.isComplex()) {
            throw new IllegalArgumentException("The output " + name(value) + " was asked for of the method " + name() + ". Its values are real; outputs are made of the complex ones of"
                    + " csd and coh. Leave out " + Setting.OUTPUT + ".");
        }
        return Copies.with(this, "output", value);
    }

    @Override
    public Connectivity channelcmb(List<String> senders, List<String> receivers) {
        return Copies.with(this, "channelcmb", new ChannelPairs(senders, receivers));
    }

    @Override
    public Connectivity spectra(FreqAnalysis value) {
        return Copies.with(this, "spectra", value);
    }

    /**
     * With true the result has each trial; false by default.
     *
     * @throws IllegalArgumentException if one trial has no value of this measure
     */
    public Connectivity keeptrials(boolean value) {
        return Copies.with(this, "keeptrials", value);
    }

    /**
     * With true the result has bias and variance by leaving out one trial at a time; false by default.
     *
     * @throws IllegalArgumentException if each trial is kept, or the values are angles
     */
    public Connectivity jackknife(boolean value) {
        return Copies.with(this, "jackknife", value);
    }

    private String name() {
        return name(measure);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(TrialSpectra.COMMAND + "/" + name());
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", name());
        options.put("output", measure.isComplex() ? name(output) : null);
        options.put("keeptrials", keeptrials);
        options.putAll(Jackknife.options(jackknife));
        options.putAll(channelcmb.options());
        options.putAll(TrialSpectra.keywords(spectra));
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        TrialSpectra fourier = TrialSpectra.of(spectra, trials);
        if (keeptrials) {
            requireSeveralTapers(fourier.tapers());
        } else {
            requireEnough(trials.count(), fourier.tapers());
        }
        ResultForm pairs = channelcmb.of(fourier.pairs(kind()), trials);
        return keeptrials ? pairs : pairs.overTrials(trials);
    }

    private void requireEnough(int trials, int tapers) {
        measure.requireEnough(name(), trials, tapers);
        if (jackknife) {
            boolean one = measure == PairMeasure.CSD || measure.sums() == PairSums.CROSS && tapers > 1;
            Jackknife.require(name(), trials, one ? 1 : 2);
        }
    }

    private void requireSeveralTapers(int tapers) {
        if (measure != PairMeasure.CSD && tapers == 1) {
            throw new IllegalArgumentException(
                    "The method " + name() + " was asked for of each trial (keeptrials true), and there is one taper. Of one, the value does not depend on the data. Use several tapers"
                            + " with " + Setting.TAPSMOFRQ + ", or leave out " + Setting.KEEPTRIALS.with(true) + ".");
        }
    }

    /** Whether values are complex or real. */
    private SpectralOutput kind() {
        return measure.isComplex() ? output : SpectralOutput.ABS;
    }

    @Override
    public Optional<TrialMethod> ofEachTrial() {
        return keeptrials ? Optional.of(new EachTrial(this, trials -> new TrialPairs(TrialSpectra.of(spectra, trials).function(), values(trials)))) : Optional.empty();
    }

    private PairValues values(TrialChunks trials) {
        TrialSpectra fourier = TrialSpectra.of(spectra, trials);
        return new PairValues(measure, output, fourier.tapers(), channelcmb.matrices(trials, fourier.dtype(kind())));
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return measure != PairMeasure.CSD || output == SpectralOutput.POW ? Optional.empty()
                : spectra.output(output == SpectralOutput.ANGLE ? SpectralOutput.ANGLE : SpectralOutput.POW).unit(trials);
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return TrialSpectra.of(spectra, trials).sums(measure.sums());
    }

    @Override
    public int axis() {
        return 1;
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        TrialSpectra fourier = TrialSpectra.of(spectra, trials);
        requireEnough(sums.trials(), fourier.tapers());
        warnOfSilence(trials, sums, fourier.times());
        PairValues values = values(trials);
        return new Finished(values.of(sums.values(), fourier.times(), sums.slices(), sums.trials()));
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums, ParallelMap pmap) {
        Finished result = finish(trials, sums);
        return jackknife ? new Finished(result.data(), replicates(trials, sums, pmap)) : result;
    }

    private Map<String, NdArray> replicates(TrialChunks trials, Sums sums, ParallelMap pmap) {
        TrialSpectra fourier = TrialSpectra.of(spectra, trials);
        PairValues values = values(trials);
        int times = fourier.times();
        PairMatrices matrices = values.matrices();
        Jackknife jackknifed = new Jackknife(fourier, measure.sums(), (of, frequencies, count) -> values.values(of, times, frequencies, count), matrices.dtype().width());
        Jackknife.BiasAndVariance moments = jackknifed.ofEach(pmap, trials, sums, times);
        return Jackknife.datasets(matrices.of(moments.bias(), times, sums.slices()), matrices.real().of(moments.variance(), times, sums.slices()));
    }

    /** Says which measures are 0 since a channel has no power. */
    private void warnOfSilence(TrialChunks trials, Sums sums, int times) {
        boolean tells = measure != PairMeasure.CSD && (measure.sums() == PairSums.CROSS || measure.sums() == PairSums.PHASES);
        int channels = trials.channelNames().size();
        List<String> silent = new ArrayList<>();
        for (int c = 0; tells && c < channels; c++) {
            int at = Pairs.at(c, c);
            long count = IntStream.range(0, sums.slices() * times).filter(f -> sums.values()[f * measure.sums().values(channels) + at] == 0).count();
            if (count > 0) {
                silent.add(trials.channelNames().get(c) + " (" + count + ")");
            }
        }
        if (!silent.isEmpty()) {
            LOG.warn("Channels without power at some frequencies, whose {} with others is 0 there, and the number of these {}: {}", name(), times == 1 ? "frequencies" : "frequencies and times",
                    String.join(", ", silent));
        }
    }
}
