package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.DType;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.filter.Reference;
import org.trialmap.signal.spectrum.DftFilter;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Syncopy's {@code preprocessing} with FieldTrip's {@code reref} and {@code dftfilter}, in this order: re-reference, detrend, score, filter, subtract line noise, rectify or Hilbert transform; each channel of each trial by itself, but for the reference. AnalogData of
 * the trials' shape, float32, or float64 for recordings of float64, int32 and int64; {@link HilbertOutput#COMPLEX} gives complex64 or complex128. See docs/analysis.md.
 *
 * @param reref what channels are measured against, the first step; empty = as they are
 * @param zscore whether the mean of what {@code polyremoval} leaves is subtracted and the rest divided by the population standard deviation
 *     (z-scores)
 * @param polyremoval detrending, before scores; repeated on z-scores before they are filtered
 * @param filter empty = none
 * @param dftfilter line noise that is fitted and subtracted after the filter; empty = none
 * @param rectify whether magnitudes are taken
 * @param hilbert empty = none
 */
public record Preprocessing(Optional<Reference> reref, boolean zscore, Detrend polyremoval, Optional<Filter> filter, Optional<DftFilter> dftfilter, boolean rectify, Optional<HilbertOutput> hilbert)
        implements TrialMethod {

    /** @throws IllegalArgumentException if both rectify and hilbert are asked for */
    public Preprocessing {
        Objects.requireNonNull(reref, "reref");
        Objects.requireNonNull(polyremoval, "polyremoval");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(dftfilter, "dftfilter");
        if (rectify && hilbert.isPresent()) {
            throw new IllegalArgumentException("Both the magnitudes (rectify) and the Hilbert transform (hilbert " + hilbert.get() + ") were asked for."
                    + " They exclude each other. Leave out " + Setting.RECTIFY + " or " + Setting.HILBERT + ".");
        }
    }

    /** Nothing, until something is asked for. */
    public static Preprocessing steps() {
        return new Preprocessing(Optional.empty(), false, Detrend.NONE, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** {@link #steps} with a low-pass: {@link Filter#but}, as all of these short calls. */
    public static Preprocessing lowpass(double hz) {
        return steps().filter(Filter.but(Band.of(FilterType.LP, hz)));
    }

    /** {@link #steps} with a high-pass. */
    public static Preprocessing highpass(double hz) {
        return steps().filter(Filter.but(Band.of(FilterType.HP, hz)));
    }

    /** {@link #steps} with a band-pass, for example {@code Preprocessing.bandpass(20, 40).rectify(true)}. */
    public static Preprocessing bandpass(double fromHz, double toHz) {
        return steps().filter(Filter.but(Band.of(FilterType.BP, fromHz, toHz)));
    }

    /** {@link #steps} with a band-stop. */
    public static Preprocessing bandstop(double fromHz, double toHz) {
        return steps().filter(Filter.but(Band.of(FilterType.BS, fromHz, toHz)));
    }

    public Preprocessing reref(Reference value) {
        return Copies.with(this, "reref", Optional.of(value));
    }

    public Preprocessing zscore(boolean value) {
        return Copies.with(this, "zscore", value);
    }

    public Preprocessing polyremoval(Detrend value) {
        return Copies.with(this, "polyremoval", value);
    }

    public Preprocessing filter(Filter value) {
        return Copies.with(this, "filter", Optional.of(value));
    }

    public Preprocessing dftfilter(double... freqHz) {
        return Copies.with(this, "dftfilter", Optional.of(DftFilter.of(freqHz)));
    }

    public Preprocessing rectify(boolean value) {
        return Copies.with(this, "rectify", value);
    }

    public Preprocessing hilbert(HilbertOutput value) {
        return Copies.with(this, "hilbert", Optional.of(value));
    }

    @Override
    public String command() {
        return "preprocessing";
    }

    @Override
    public boolean isLight() {
        return true;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("preprocessing");
    }

    /** With {@code reref} and {@code dftfilter} only where they are asked for, so that other plans keep their ids. */
    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        reref.ifPresent(reference -> options.put("reref", reference.toString()));
        dftfilter.ifPresent(noise -> options.put("dftfilter", noise.freqHz()));
        if (filter.isPresent()) {
            options.putAll(filter.get().options());
        } else {
            options.put("filter_class", null);
        }
        options.put("polyremoval", Polyremoval.value(polyremoval));
        options.put("zscore", zscore);
        options.put("rectify", rectify);
        options.put("hilbert", hilbert.map(HilbertOutput::toString).orElse(null));
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        filter.ifPresent(wanted -> requireLongEnough(trials, wanted.pass(trials.recording().samplerateHz(), shortest(trials)).padding()));
        dftfilter.ifPresent(noise -> requireFits(trials, noise));
        DType recording = trials.recording().dtype();
        boolean complex = hilbert.filter(HilbertOutput.COMPLEX::equals).isPresent();
        ResultForm samples = ResultForm.analog(trials, complex ? Samples.complex(recording) : Samples.result(recording));
        return reref.map(reference -> samples.ofChannels(of(reference, trials).names())).orElse(samples);
    }

    private static Reference.Rereferencing of(Reference reference, TrialChunks trials) {
        if (trials.channelGrid().count() > 1) {
            throw new IllegalArgumentException(
                    "The reference " + reference + " was asked for with " + trials.channelGrid().chunk() + " of the " + trials.channelGrid().length() + " selected channels per"
                            + " task. It is made of channels that must be there together. Leave out " + Setting.CHAN_PER_WORKER + ".");
        }
        return reference.of(trials.channelNames());
    }

    @Override
    public OptionalLong margin(TrialChunks trials) {
        return OptionalLong.of(filter.map(wanted -> wanted.pass(trials.recording().samplerateHz(), shortest(trials)).reach()).orElse(0L));
    }

    @Override
    public boolean joins() {
        Map<String, Boolean> fitted = new LinkedHashMap<>();
        fitted.put("polyremoval", polyremoval != Detrend.NONE);
        fitted.put("zscore", zscore);
        fitted.put("dftfilter", dftfilter.isPresent());
        fitted.put("hilbert", hilbert.isPresent());
        fitted.values().removeIf(asked -> !asked);
        if (!fitted.isEmpty()) {
            throw new IllegalArgumentException(
                    "Results of windows were to be joined, with " + String.join(" and ", fitted.keySet()) + ". What that does depends on the whole window, so joints would show."
                            + " Leave out " + Setting.JOIN + ", which keeps windows as trials, or " + Setting.either("cut no windows", Setting.WINDOWS.toString()) + ".");
        }
        return true;
    }

    private static void requireLongEnough(TrialChunks trials, int padding) {
        int[] positions = trials.trials();
        for (int k = 0; k < positions.length; k++) {
            if (trials.samplesRead(k) <= padding) {
                throw new IllegalArgumentException("Trial " + positions[k] + " has " + trials.samplesRead(k) + " samples; filtering it in two passes needs at"
                        + " least " + (padding + 1) + ". The filter is started on " + padding + " samples mirrored at each end. Use a lower " + Setting.ORDER + ", " + Setting.DIRECTION_ONEPASS
                        + ", or leave the trial out with " + Setting.TRIALS + ".");
            }
        }
    }

    private static void requireFits(TrialChunks trials, DftFilter noise) {
        double hz = trials.recording().samplerateHz();
        double seconds = noise.shortestSeconds(hz);
        for (int k = 0; k < trials.count(); k++) {
            if (!noise.fits(trials.samplesRead(k), hz)) {
                throw new IllegalArgumentException("Trial " + trials.trials()[k] + " lasts " + trials.samplesRead(k) / hz + " s; fitting " + noise.freqHz() + " Hz needs " + seconds
                        + " s: a period of the lowest"
                        + " frequency, of the smallest distance between two, and of twice that to the Nyquist frequency. In less they cannot be told apart, or from a drift. Use frequencies that are"
                        + " further apart in " + Setting.DFTFILTER + ", or leave the trial out with " + Setting.TRIALS + ".");
            }
        }
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return hilbert.filter(HilbertOutput.ANGLE::equals).isPresent() ? Units.angle() : zscore ? Optional.empty() : Units.same(trials);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        TrialSteps.Filtering filtering = filter.map(wanted -> new TrialSteps.Filtering(wanted, trials.recording().samplerateHz(), shortest(trials))).orElse(null);
        return new TrialSteps(reref.map(reference -> of(reference, trials)).orElse(null), zscore, polyremoval, filtering, dftfilter.orElse(null), rectify, hilbert.orElse(null));
    }

    /** Of windows that of the parts that they were cut from: filters are those of the whole recording. */
    static long shortest(TrialChunks trials) {
        IntToLongFunction length = trials.windows().<IntToLongFunction>map(windows -> windows::partSamples).orElse(trials::samples);
        return IntStream.range(0, trials.count()).mapToLong(length).min().orElseThrow();
    }
}
