package org.trialmap.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.analysis.support.Units;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Superlet;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.spectrum.WaveletScale;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Superlet transforms of trials (V. V. Moca et al., 2021): Syncopy's {@code freqanalysis} with {@code method="superlet"}. SpectralData of shape
 * (time, 1, freq, channel), float32, or float64 for recordings of float64, int32 and int64; {@link SpectralOutput#FOURIER} gives complex64 or complex128. Beyond the trials' ends
 * there are zeros. See docs/analysis.md.
 *
 * @param orderMax {@code order_max}, not below {@code order_min}
 * @param orderMin {@code order_min}, 1 by default
 * @param c1 {@code c_1}, cycles of the first order, 3 by default; {@code c_1 * order_min} should not be below 3
 * @param adaptive whether orders grow with the frequency, {@code order_min} at the lowest and {@code order_max} at the highest; else all have all of them
 * @param compat {@code amplitude} by default: a cosine of amplitude A has the modulus A; {@code syncopy} for Syncopy's scale, which grows with the
 *     samplerate
 * @param toi which times: all samples by default, or chosen ones
 * @param output what is made of the complex values; {@code pow} by default
 * @param keeptrials all trials, or their mean
 * @param frequencies those of the wavelets, see {@link Frequencies#waveletHz}
 * @param polyremoval detrending of each trial and channel beforehand; subtracts the mean by default
 */
public record SuperletAnalysis(int orderMax, int orderMin, int c1, boolean adaptive, WaveletScale compat, Toi toi, SpectralOutput output,
        boolean keeptrials, Frequencies frequencies, Detrend polyremoval) implements SpectralMethod<SuperletAnalysis> {

    /** @throws IllegalArgumentException if there are no orders or no cycles, or an overlap of windows is asked for */
    public SuperletAnalysis {
        Objects.requireNonNull(compat, "compat");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(frequencies, "frequencies");
        Objects.requireNonNull(polyremoval, "polyremoval");
        toi = toi.withoutOverlap();
        if (orderMin < 1 || orderMax < orderMin || c1 < 1) {
            throw new IllegalArgumentException("Superlets of the orders " + orderMin + " to " + orderMax + " with c_1 = " + c1 + " were asked for. Orders"
                    + " begin at 1 and do not descend, and there is at least 1 cycle. Correct " + Setting.ORDER_MIN + ", " + Setting.ORDER_MAX + " or "
                    + Setting.C_1 + ".");
        }
    }

    static SuperletAnalysis upTo(int orderMax) {
        return new SuperletAnalysis(orderMax, 1, 3, false, WaveletScale.AMPLITUDE, Toi.all(), SpectralOutput.POW, true, Frequencies.ALL, Detrend.MEAN);
    }

    public SuperletAnalysis orderMax(int value) {
        return Copies.with(this, "orderMax", value);
    }

    public SuperletAnalysis orderMin(int value) {
        return Copies.with(this, "orderMin", value);
    }

    public SuperletAnalysis c1(int value) {
        return Copies.with(this, "c1", value);
    }

    public SuperletAnalysis adaptive(boolean value) {
        return Copies.with(this, "adaptive", value);
    }

    public SuperletAnalysis compat(WaveletScale value) {
        return Copies.with(this, "compat", value);
    }

    public SuperletAnalysis toi(Toi value) {
        return Copies.with(this, "toi", value);
    }

    public SuperletAnalysis output(SpectralOutput value) {
        return Copies.with(this, "output", value);
    }

    public SuperletAnalysis keeptrials(boolean value) {
        return Copies.with(this, "keeptrials", value);
    }

    @Override
    public SuperletAnalysis frequencies(Frequencies value) {
        return Copies.with(this, "frequencies", value);
    }

    public SuperletAnalysis polyremoval(Detrend value) {
        return Copies.with(this, "polyremoval", value);
    }

    /** Rows at chosen times in seconds, ascending in even steps, each at its nearest sample. */
    public SuperletAnalysis toi(Double... seconds) {
        return toi(Toi.times(seconds));
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("freqanalysis/superlet");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "superlet");
        options.put("output", FreqAnalysis.name(output));
        options.put("keeptrials", keeptrials);
        options.putAll(frequencies.options());
        options.put("polyremoval", Polyremoval.value(polyremoval));
        options.put("toi", TimeAxis.value(toi));
        options.put("order_max", orderMax);
        options.put("order_min", orderMin);
        options.put("c_1", c1);
        options.put("adaptive", adaptive);
        options.put("compat", compat.name().toLowerCase(Locale.ROOT));
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        double[] freq = freq(trials);
        if (adaptive && freq.length < 2) {
            throw new IllegalArgumentException("Adaptive superlets were asked for at one frequency, " + freq[0] + " Hz. Their orders grow from the lowest to the"
                    + " highest frequency. Give more with " + Setting.FOI + ", or leave out " + Setting.ADAPTIVE + ".");
        }
        TimeAxis time = TimeAxis.of(toi, trials, 1);
        return TimeFrequency.checked(ResultForm.spectral(trials, FreqAnalysis.dtype(output, trials), List.of("None"), freq, time), trials);
    }

    private double[] freq(TrialChunks trials) {
        long shortest = IntStream.range(0, trials.count()).mapToLong(trials::samples).min().orElseThrow();
        return frequencies.waveletHz(shortest, trials.recording().samplerateHz());
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return Units.spectral(trials, output);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        List<Double> foi = Arrays.stream(freq(trials)).boxed().toList();
        Superlet.Orders orders = adaptive ? Superlet.Orders.ADAPTIVE : Superlet.Orders.MULTIPLICATIVE;
        Superlet.Setup setup = new Superlet.Setup(foi, trials.recording().samplerateHz(), orderMin, orderMax, c1, orders, compat, polyremoval);
        return new TimeFrequency(new Superlets(setup, toi, output), 1, foi.size(), output == SpectralOutput.FOURIER);
    }

    private record Superlets(Superlet.Setup setup, Toi toi, SpectralOutput output) implements TimeFrequency.Transform {
        @Override
        public int length(int samples) {
            return samples;
        }

        @Override
        public TimeFrequency.Kernel kernel(int length) {
            Superlet wavelets = Superlet.ofLength(length, setup);
            return new TimeFrequency.Kernel((x, channels, rows) -> wavelets.apply(output, x, channels, rows),
                    (x, channels, rows) -> wavelets.apply(output, x, channels, rows));
        }

        @Override
        public int[] rows(Toi.TrialTime time) {
            return toi.samples(time);
        }
    }
}
