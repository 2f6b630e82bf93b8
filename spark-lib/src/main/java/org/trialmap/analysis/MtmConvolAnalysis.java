package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.analysis.support.Units;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.MtmConvol;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Spectra of a window that slides over the trials: Syncopy's and FieldTrip's {@code freqanalysis} with {@code method="mtmconvol"}. SpectralData of shape
 * (time, taper, freq, channel), a row for each window, float32, or float64 for recordings of float64, int32 and int64; {@link SpectralOutput#FOURIER} gives complex64 or
 * complex128. The frequencies are those of the window. Beyond the trials' ends there are zeros. See docs/analysis.md.
 *
 * @param tFtimwin length of the window in seconds, cut to whole samples
 * @param toi where windows are: at all samples by default
 * @param output what is made of the complex values; {@code pow} by default
 * @param keeptrials all trials, or their mean
 * @param frequencies which of them; all by default
 * @param polyremoval detrending of each window and channel before tapering; subtracts the mean by default
 * @param taper {@code hann} by default; Slepian tapers are those of the window's length
 * @param keeptapers all tapers, or the mean of their power
 */
public record MtmConvolAnalysis(double tFtimwin, Toi toi, SpectralOutput output, boolean keeptrials, Frequencies frequencies, Detrend polyremoval,
        Taper taper, boolean keeptapers) implements SpectralMethod<MtmConvolAnalysis> {

    /** @throws IllegalArgumentException if the window has no length */
    public MtmConvolAnalysis {
        requireLength(tFtimwin);
        Objects.requireNonNull(toi, "toi");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(frequencies, "frequencies");
        Objects.requireNonNull(polyremoval, "polyremoval");
    }

    static void requireLength(double tFtimwin) {
        if (!(tFtimwin > 0 && tFtimwin < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A window of " + tFtimwin + " s was asked for. It is a positive number of seconds, no longer than the trials."
                    + " Correct " + Setting.T_FTIMWIN + ".");
        }
    }

    static MtmConvolAnalysis of(double tFtimwin) {
        Taper hann = Taper.window("hann", Map.of());
        return new MtmConvolAnalysis(tFtimwin, Toi.all(), SpectralOutput.POW, true, Frequencies.ALL, Detrend.MEAN, hann, false);
    }

    public MtmConvolAnalysis toi(Toi value) {
        return Copies.with(this, "toi", value);
    }

    public MtmConvolAnalysis output(SpectralOutput value) {
        return Copies.with(this, "output", value);
    }

    public MtmConvolAnalysis keeptrials(boolean value) {
        return Copies.with(this, "keeptrials", value);
    }

    @Override
    public MtmConvolAnalysis frequencies(Frequencies value) {
        return Copies.with(this, "frequencies", value);
    }

    public MtmConvolAnalysis polyremoval(Detrend value) {
        return Copies.with(this, "polyremoval", value);
    }

    public MtmConvolAnalysis taper(Taper value) {
        return Copies.with(this, "taper", value);
    }

    public MtmConvolAnalysis keeptapers(boolean value) {
        return Copies.with(this, "keeptapers", value);
    }

    /** Windows at chosen times in seconds, ascending in even steps, each at its nearest sample. */
    public MtmConvolAnalysis toi(Double... seconds) {
        return toi(Toi.times(seconds));
    }

    /** A window by its name, with its default parameters. */
    public MtmConvolAnalysis taper(String name) {
        return taper(Taper.window(name, Map.of()));
    }

    /** Slepian tapers of a half bandwidth in Hz, as many as it takes for the window. */
    public MtmConvolAnalysis tapsmofrq(double hz) {
        return taper(Taper.dpss(hz, 0));
    }

    @Override
    public boolean isLight() {
        return TimeAxis.isLight(toi);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("freqanalysis/mtmconvol");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "mtmconvol");
        options.put("output", FreqAnalysis.name(output));
        options.put("keeptrials", keeptrials);
        options.putAll(frequencies.options());
        options.put("polyremoval", Polyremoval.value(polyremoval));
        options.put("toi", TimeAxis.value(toi));
        options.put("t_ftimwin", tFtimwin);
        options.putAll(taper.options());
        options.put("keeptapers", keeptapers);
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        FreqAnalysis.requireMeaningful(taper, keeptapers, output);
        Windowing windowing = windowing(trials).fitting(trials);
        TimeAxis time = TimeAxis.of(toi, trials, windowing.window().samples());
        List<String> tapers = taper.names(tapers(windowing));
        return TimeFrequency.checked(ResultForm.spectral(trials, FreqAnalysis.dtype(output, trials), tapers, windowing.freq(), time), trials);
    }

    private int tapers(Windowing windowing) {
        int made = windowing.tapers().length;
        return keeptapers ? made : 1;
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return Units.spectral(trials, output);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        Windowing windowing = windowing(trials);
        Windows windows = new Windows(windowing, toi, output, keeptapers);
        return new TimeFrequency(windows, tapers(windowing), windowing.bins().length, output == SpectralOutput.FOURIER);
    }

    private Windowing windowing(TrialChunks trials) {
        return Windowing.of(tFtimwin, trials, frequencies, taper, polyremoval);
    }

    private record Windows(Windowing windowing, Toi toi, SpectralOutput output, boolean keeptapers) implements TimeFrequency.Transform {
        @Override
        public int length(int samples) {
            return windowing.window().samples();
        }

        @Override
        public TimeFrequency.Kernel kernel(int length) {
            MtmConvol convol = MtmConvol.of(windowing.setup());
            if (output == SpectralOutput.POW && !keeptapers) {
                return new TimeFrequency.Kernel(convol::power, convol::power);
            }
            return new TimeFrequency.Kernel((x, channels, rows) -> convol.perTaper(output, x, channels, rows),
                    (x, channels, rows) -> convol.perTaper(output, x, channels, rows));
        }

        @Override
        public int[] rows(Toi.TrialTime time) {
            return toi.centres(time, windowing.window().samples());
        }
    }
}
