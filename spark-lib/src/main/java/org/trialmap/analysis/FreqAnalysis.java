package org.trialmap.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.DType;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.MtmFft;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Spectra of whole trials, and where the other methods of {@code freqanalysis} begin: {@link #mtmconvol}, {@link #welch}, {@link #wavelet},
 * {@link #superlet}. This one is Syncopy's and FieldTrip's {@code freqanalysis} with {@code method="mtmfft"}. SpectralData of shape
 * (trial, taper, freq, channel), float32, or float64 for recordings of float64, int32 and int64; {@link SpectralOutput#FOURIER} gives complex64 or complex128. A cosine of amplitude A peaks at a power of
 * A^2 / 2 without taper, whatever the padding. See docs/analysis.md.
 *
 * @param output what is made of the complex values; {@code pow} by default
 * @param keeptrials all trials, or their mean
 * @param frequencies which of them; all by default
 * @param pad to which length
 * @param polyremoval detrending of each trial and channel before tapering; subtracts the mean by default
 * @param taper {@code hann} by default
 * @param keeptapers all tapers, or the mean of their power
 * @param demeanTaper whether the tapered samples are de-meaned
 * @param ftCompat FieldTrip's normalization, by the padded length
 */
public record FreqAnalysis(SpectralOutput output, boolean keeptrials, Frequencies frequencies, Padding pad, Detrend polyremoval, Taper taper,
        boolean keeptapers, boolean demeanTaper, boolean ftCompat) implements SpectralMethod<FreqAnalysis> {

    public FreqAnalysis {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(frequencies, "frequencies");
        Objects.requireNonNull(pad, "pad");
        Objects.requireNonNull(polyremoval, "polyremoval");
    }

    /** Tapers are averaged of power only. */
    static void requireMeaningful(Taper taper, boolean keeptapers, SpectralOutput output) {
        if (taper instanceof Taper.Slepians && !keeptapers && output != SpectralOutput.POW) {
            throw new IllegalArgumentException("The mean over tapers of the output '" + name(output) + "' was asked for. Only power has a meaningful mean."
                    + " Keep the tapers with " + Setting.KEEPTAPERS.with(true) + ", or take " + Setting.OUTPUT_POW + ".");
        }
    }

    /** With Syncopy's defaults. */
    public static FreqAnalysis mtmfft() {
        return new FreqAnalysis(SpectralOutput.POW, true, Frequencies.ALL, Padding.MAXPERLEN, Detrend.MEAN, Taper.window("hann", Map.of()), false, false, false);
    }

    /** Time-frequency spectra of windows of so many seconds that slide over the trials, with Syncopy's defaults. */
    public static MtmConvolAnalysis mtmconvol(double tFtimwinSeconds) {
        return MtmConvolAnalysis.of(tFtimwinSeconds);
    }

    /** Welch's power, of windows of so many seconds that overlap by half. */
    public static WelchAnalysis welch(double tFtimwinSeconds) {
        return WelchAnalysis.of(tFtimwinSeconds);
    }

    /** Wavelet transforms, with Morlet's wavelet and Syncopy's defaults. */
    public static WaveletAnalysis wavelet() {
        return WaveletAnalysis.morlet();
    }

    /** Superlet transforms of the orders 1 to {@code order_max}, with Syncopy's defaults. */
    public static SuperletAnalysis superlet(int orderMax) {
        return SuperletAnalysis.upTo(orderMax);
    }

    static DType dtype(SpectralOutput output, TrialChunks trials) {
        DType recording = trials.recording().dtype();
        return output == SpectralOutput.FOURIER ? Samples.complex(recording) : Samples.result(recording);
    }

    static String name(SpectralOutput output) {
        return output.name().toLowerCase(java.util.Locale.ROOT);
    }

    public FreqAnalysis output(SpectralOutput value) {
        return Copies.with(this, "output", value);
    }

    public FreqAnalysis keeptrials(boolean value) {
        return Copies.with(this, "keeptrials", value);
    }

    @Override
    public FreqAnalysis frequencies(Frequencies value) {
        return Copies.with(this, "frequencies", value);
    }

    public FreqAnalysis pad(Padding value) {
        return Copies.with(this, "pad", value);
    }

    public FreqAnalysis polyremoval(Detrend value) {
        return Copies.with(this, "polyremoval", value);
    }

    public FreqAnalysis taper(Taper value) {
        return Copies.with(this, "taper", value);
    }

    /** A window by its name, with its default parameters. */
    public FreqAnalysis taper(String name) {
        return taper(Taper.window(name, Map.of()));
    }

    /** Slepian tapers of a half bandwidth in Hz, as many as it takes. */
    public FreqAnalysis tapsmofrq(double hz) {
        return taper(Taper.dpss(hz, 0));
    }

    public FreqAnalysis keeptapers(boolean value) {
        return Copies.with(this, "keeptapers", value);
    }

    public FreqAnalysis demeanTaper(boolean value) {
        return Copies.with(this, "demeanTaper", value);
    }

    public FreqAnalysis ftCompat(boolean value) {
        return Copies.with(this, "ftCompat", value);
    }

    @Override
    public boolean isLight() {
        return true;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("freqanalysis/mtmfft");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "mtmfft");
        options.put("output", name(output));
        options.put("keeptrials", keeptrials);
        options.putAll(frequencies.options());
        options.put("pad", pad.value());
        options.put("polyremoval", Polyremoval.value(polyremoval));
        options.putAll(taper.options());
        options.put("keeptapers", keeptapers);
        options.put("demean_taper", demeanTaper);
        options.put("ft_compat", ftCompat);
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        requireMeaningful(taper, keeptapers, output);
        double hz = trials.recording().samplerateHz();
        int length = length(trials);
        double[] freq = Arrays.stream(frequencies.bins(length, hz)).mapToDouble(bin -> Frequencies.hz(bin, length, hz)).toArray();
        int tapers = keeptapers ? taper.count(meanSamples(trials), hz) : 1;
        checkTapers(trials);
        return ResultForm.spectral(trials, dtype(output, trials), taper.names(tapers), freq);
    }

    private void checkTapers(TrialChunks trials) {
        int[] positions = trials.trials();
        IntStream.range(0, positions.length).boxed().collect(java.util.stream.Collectors.toMap(trials::samples, k -> positions[k], (a, b) -> a))
                .forEach((samples, trial) -> {
                    try {
                        taper.tapers(Math.toIntExact(samples), length(trials), meanSamples(trials), trials.recording().samplerateHz());
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException("Trial " + trial + " of " + samples + " samples cannot be tapered. " + e.getMessage(), e);
                    }
                });
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return Units.spectral(trials, output);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        double hz = trials.recording().samplerateHz();
        int length = length(trials);
        MtmFft.Tapered tapered = demeanTaper ? MtmFft.Tapered.DEMEANED : MtmFft.Tapered.AS_THEY_ARE;
        return new TrialSpectrum(length, frequencies.bins(length, hz), new TrialSpectrum.Tapering(taper, meanSamples(trials), hz),
                new TrialSpectrum.Steps(output, polyremoval, tapered, keeptapers, ftCompat));
    }

    private int length(TrialChunks trials) {
        long longest = lengths(trials).max().orElseThrow();
        return pad.length(longest, trials.recording().samplerateHz());
    }

    private static double meanSamples(TrialChunks trials) {
        return lengths(trials).average().orElseThrow();
    }

    private static java.util.stream.LongStream lengths(TrialChunks trials) {
        return IntStream.range(0, trials.count()).mapToLong(trials::samples);
    }
}
