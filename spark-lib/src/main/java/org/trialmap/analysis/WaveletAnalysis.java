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
import org.trialmap.signal.spectrum.MotherWavelet;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.spectrum.WaveletScale;
import org.trialmap.signal.spectrum.WaveletTransform;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Wavelet transforms of trials: Syncopy's {@code freqanalysis} with {@code method="wavelet"}. SpectralData of shape (time, 1, freq, channel),
 * float32, or float64 for recordings of float64, int32 and int64; {@link SpectralOutput#FOURIER} gives complex64 or complex128. Beyond the trials' ends there are zeros. See
 * docs/analysis.md.
 *
 * @param width w0, how many radians of the rhythm the scale of Morlet's wavelet spans; 6 by default
 * @param compat {@code amplitude} by default: a cosine of amplitude A has the modulus A; {@code syncopy} for Syncopy's scale, which grows with the
 *     samplerate
 * @param toi which times: all samples by default, or chosen ones
 * @param output what is made of the complex values; {@code pow} by default
 * @param keeptrials all trials, or their mean
 * @param frequencies those of the wavelets, see {@link Frequencies#waveletHz}
 * @param polyremoval detrending of each trial and channel beforehand; subtracts the mean by default
 * @param wavelet Morlet's by default, or Paul's or a derivative of a Gaussian, which has real values
 */
public record WaveletAnalysis(double width, WaveletScale compat, Toi toi, SpectralOutput output, boolean keeptrials, Frequencies frequencies,
        Detrend polyremoval, MotherWavelet wavelet) implements SpectralMethod<WaveletAnalysis> {

    /** @throws IllegalArgumentException if the width is below 1 or is given for another wavelet than Morlet's, or an overlap of windows is asked for */
    public WaveletAnalysis {
        Objects.requireNonNull(compat, "compat");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(frequencies, "frequencies");
        Objects.requireNonNull(polyremoval, "polyremoval");
        Objects.requireNonNull(wavelet, "wavelet");
        toi = toi.withoutOverlap();
        if (!(width >= 1 && width < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The width of Morlet's wavelet is " + width + ". It is a number, at least 1; 6 is usual. Correct " + Setting.WIDTH + ".");
        }
        if (width != WaveletTransform.DEFAULT_WIDTH && !wavelet.equals(MotherWavelet.MORLET)) {
            throw new IllegalArgumentException("The width " + width + " is given for the wavelet " + wavelet.family().label() + ", which has none. It belongs to"
                    + " Morlet's wavelet. Leave out " + Setting.WIDTH + "; " + Setting.WAVELET_ORDER + " chooses the order.");
        }
    }

    static WaveletAnalysis morlet() {
        return new WaveletAnalysis(WaveletTransform.DEFAULT_WIDTH, WaveletScale.AMPLITUDE, Toi.all(), SpectralOutput.POW, true, Frequencies.ALL, Detrend.MEAN,
                MotherWavelet.MORLET);
    }

    public WaveletAnalysis width(double value) {
        return Copies.with(this, "width", value);
    }

    public WaveletAnalysis compat(WaveletScale value) {
        return Copies.with(this, "compat", value);
    }

    public WaveletAnalysis toi(Toi value) {
        return Copies.with(this, "toi", value);
    }

    public WaveletAnalysis output(SpectralOutput value) {
        return Copies.with(this, "output", value);
    }

    public WaveletAnalysis keeptrials(boolean value) {
        return Copies.with(this, "keeptrials", value);
    }

    @Override
    public WaveletAnalysis frequencies(Frequencies value) {
        return Copies.with(this, "frequencies", value);
    }

    public WaveletAnalysis polyremoval(Detrend value) {
        return Copies.with(this, "polyremoval", value);
    }

    public WaveletAnalysis wavelet(MotherWavelet value) {
        return Copies.with(this, "wavelet", value);
    }

    /** Rows at chosen times in seconds, ascending in even steps, each at its nearest sample. */
    public WaveletAnalysis toi(Double... seconds) {
        return toi(Toi.times(seconds));
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("freqanalysis/wavelet");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "wavelet");
        options.put("output", FreqAnalysis.name(output));
        options.put("keeptrials", keeptrials);
        options.putAll(frequencies.options());
        options.put("polyremoval", Polyremoval.value(polyremoval));
        options.put("toi", TimeAxis.value(toi));
        options.put("wavelet", wavelet.family().label());
        if (wavelet.equals(MotherWavelet.MORLET)) {
            options.put("width", width);
        } else {
            options.put("order", wavelet.order());
        }
        options.put("compat", compat.name().toLowerCase(Locale.ROOT));
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        double[] freq = freq(trials);
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
        WaveletTransform.Setup setup = new WaveletTransform.Setup(foi, trials.recording().samplerateHz(), wavelet, width, compat, polyremoval);
        return new TimeFrequency(new Wavelets(setup, toi, output), 1, foi.size(), output == SpectralOutput.FOURIER);
    }

    private record Wavelets(WaveletTransform.Setup setup, Toi toi, SpectralOutput output) implements TimeFrequency.Transform {
        @Override
        public int length(int samples) {
            return samples;
        }

        @Override
        public TimeFrequency.Kernel kernel(int length) {
            WaveletTransform wavelets = WaveletTransform.ofLength(length, setup);
            return new TimeFrequency.Kernel((x, channels, rows) -> wavelets.apply(output, x, channels, rows),
                    (x, channels, rows) -> wavelets.apply(output, x, channels, rows));
        }

        @Override
        public int[] rows(Toi.TrialTime time) {
            return toi.samples(time);
        }
    }
}
