package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.Rates;
import org.trialmap.support.Copies;
import org.trialmap.trial.SelectedWindows;
import org.trialmap.trial.TrialChunks;

/**
 * Syncopy's {@code resampledata}: trials at a lower samplerate. AnalogData of ceil(samples * new / old) samples per trial; the first one stays where it
 * is in time, its offset is rounded to whole new samples. float32, or float64 for recordings of float64, int32 and
 * int64; {@code downsample} without low-pass keeps the samples as they are, in the type in which they are read. See docs/analysis.md.
 *
 * @param resamplefsHz the new samplerate
 * @param how polyphase resampling, or every n-th sample
 * @param lpfreqHz cut-off of the low-pass; empty: the new Nyquist frequency for resampling, no low-pass for downsampling
 * @param order of the low-pass; empty: the samples of the shortest trial, at most 1000, but no less than 20 * down, up : down being the ratio of the rates, as SciPy's
 *     {@code resample_poly} has it: enough for the ratio of the rates
 */
public record Resample(double resamplefsHz, How how, OptionalDouble lpfreqHz, OptionalInt order) implements TrialMethod {
    /** The ways to a lower rate. */
    public enum How {
        /** Low-pass and polyphase interpolation, for any ratio of whole numbers. */
        RESAMPLE,
        /** Every n-th sample; without {@code lpfreq}, what lies above the new Nyquist frequency is folded down. */
        DOWNSAMPLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Samples of SciPy's low-pass (10 to both sides) for each output sample. */
    private static final int PER_STEP = 20;

    public Resample {
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(lpfreqHz, "lpfreqHz");
        Objects.requireNonNull(order, "order");
        if (lpfreqHz.isPresent() && !(lpfreqHz.getAsDouble() > 0)) {
            throw new IllegalArgumentException("The low-pass of a resampling has its cut-off at " + lpfreqHz.getAsDouble() + " Hz. A cut-off lies above 0 Hz."
                    + " Correct " + Setting.LPFREQ + ".");
        }
    }

    /** By polyphase resampling. */
    public static Resample to(double resamplefsHz) {
        return new Resample(resamplefsHz, How.RESAMPLE, OptionalDouble.empty(), OptionalInt.empty());
    }

    public Resample method(How value) {
        return Copies.with(this, "how", value);
    }

    public Resample lpfreq(double hz) {
        return Copies.with(this, "lpfreqHz", OptionalDouble.of(hz));
    }

    public Resample order(int value) {
        return Copies.with(this, "order", OptionalInt.of(value));
    }

    @Override
    public String command() {
        return "resampledata";
    }

    @Override
    public boolean isLight() {
        return true;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("resampledata");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("resamplefs", resamplefsHz);
        options.put("method", how.toString());
        options.put("lpfreq", lpfreqHz.isPresent() ? lpfreqHz.getAsDouble() : null);
        options.put("order", order.isPresent() ? order.getAsInt() : null);
        return options;
    }

    private Rates rates(TrialChunks trials) {
        return new Rates(trials.recording().samplerateHz(), resamplefsHz);
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        Rates rates = rates(trials);
        if (how == How.DOWNSAMPLE && order.isPresent() && lpfreqHz.isEmpty()) {
            throw new IllegalArgumentException("The order " + order.getAsInt() + " of a low-pass is given, but downsampling has none. It would change nothing. Leave"
                    + " out " + Setting.ORDER + ", or add the cut-off of a low-pass, " + Setting.LPFREQ + ".");
        }
        function(trials).forTask(); // says what is wrong with the filter
        trials.windows().ifPresent(windows -> requireWhole(windows, rates));
        int count = trials.count();
        long[] rows = IntStream.range(0, count).mapToLong(k -> rates.outputSamples(Math.toIntExact(trials.samples(k)))).toArray();
        long[] offsets = IntStream.range(0, count).mapToLong(k -> (long) Decimals.nearest(trials.offset(k) * (double) rates.up() / rates.down())).toArray();
        return ResultForm.analog(trials, steps(trials).dtype(trials.recording().dtype()), resamplefsHz, rows, offsets);
    }

    private static void requireWhole(SelectedWindows windows, Rates rates) {
        if (windows.samples() % rates.down() != 0) {
            throw new IllegalArgumentException(
                    "Windows of " + windows.seconds() + " s (" + windows.samples() + " samples) have no whole number of samples at " + rates.resampleHz() + " Hz. The samples after a"
                            + " joint would lie between those of the whole recording. Use a multiple of " + rates.down() / rates.samplerateHz() + " s (" + rates.down()
                            + " samples) in " + Setting.WINDOWS + ".");
        }
    }

    @Override
    public OptionalLong margin(TrialChunks trials) {
        return OptionalLong.of(steps(trials).reach());
    }

    @Override
    public boolean joins() {
        return true;
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return Units.same(trials);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        return steps(trials);
    }

    private TrialResample steps(TrialChunks trials) {
        Rates rates = rates(trials);
        int enough = Math.max(Filter.Firws.defaultOrder(Preprocessing.shortest(trials)), PER_STEP * rates.down());
        return new TrialResample(rates, how, lpfreqHz.orElse(0), order.orElse(enough));
    }

    /** The low-pass before samples are left out. */
    static Filter lowpass(double hz, int order) {
        return Filter.firws(Band.of(FilterType.LP, hz)).order(order);
    }
}
