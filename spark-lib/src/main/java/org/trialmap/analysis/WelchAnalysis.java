package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.Units;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.spectrum.Welch;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Welch's power of trials (P. D. Welch, 1967): Syncopy's {@code freqanalysis} with {@code method="welch"}. SpectralData of shape (trial, 1, freq, channel): the mean of the
 * power over the windows that lie wholly inside a trial, and over tapers; float32, or float64 for recordings of float64, int32 and int64. The frequencies are those of the window, so trials
 * of different lengths have the same. See docs/analysis.md.
 *
 * @param tFtimwin length of the windows in seconds, cut to whole samples
 * @param overlap {@code toi}: share of a window that it has in common with the next one, in [0, 1); a half by default
 * @param keeptrials all trials, or their mean
 * @param frequencies which of them; all by default
 * @param polyremoval detrending of each window and channel before tapering; subtracts the mean by default
 * @param taper {@code hann} by default; Slepian tapers are those of the window's length
 */
public record WelchAnalysis(double tFtimwin, double overlap, boolean keeptrials, Frequencies frequencies, Detrend polyremoval, Taper taper) implements SpectralMethod<WelchAnalysis> {

    /** @throws IllegalArgumentException if the window has no length, or the overlap is outside [0, 1) */
    public WelchAnalysis {
        MtmConvolAnalysis.requireLength(tFtimwin);
        Toi.overlap(overlap);
        Objects.requireNonNull(frequencies, "frequencies");
        Objects.requireNonNull(polyremoval, "polyremoval");
        Objects.requireNonNull(taper, "taper");
    }

    static WelchAnalysis of(double tFtimwin) {
        return new WelchAnalysis(tFtimwin, 0.5, true, Frequencies.ALL, Detrend.MEAN, Taper.window("hann", Map.of()));
    }

    /** The share of a window that it has in common with the next one. */
    public WelchAnalysis toi(double share) {
        return Copies.with(this, "overlap", share);
    }

    public WelchAnalysis keeptrials(boolean value) {
        return Copies.with(this, "keeptrials", value);
    }

    @Override
    public WelchAnalysis frequencies(Frequencies value) {
        return Copies.with(this, "frequencies", value);
    }

    public WelchAnalysis polyremoval(Detrend value) {
        return Copies.with(this, "polyremoval", value);
    }

    public WelchAnalysis taper(Taper value) {
        return Copies.with(this, "taper", value);
    }

    /** A window by its name, with its default parameters. */
    public WelchAnalysis taper(String name) {
        return taper(Taper.window(name, Map.of()));
    }

    /** Slepian tapers of a half bandwidth in Hz, as many as it takes for the window. */
    public WelchAnalysis tapsmofrq(double hz) {
        return taper(Taper.dpss(hz, 0));
    }

    @Override
    public boolean isLight() {
        return TimeAxis.isLight(Toi.overlap(overlap));
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("freqanalysis/welch");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "welch");
        options.put("output", "pow");
        options.put("keeptrials", keeptrials);
        options.putAll(frequencies.options());
        options.put("polyremoval", Polyremoval.value(polyremoval));
        options.put("toi", overlap);
        options.put("t_ftimwin", tFtimwin);
        options.putAll(taper.options());
        options.put("keeptapers", false);
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        Windowing windowing = windowing(trials).fitting(trials);
        windowing.tapers(); // says what is wrong with them
        return ResultForm.spectral(trials, Samples.result(trials.recording().dtype()), taper.names(1), windowing.freq());
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return Units.spectral(trials, SpectralOutput.POW);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        Windowing windowing = windowing(trials);
        return new TimeFrequency(new Mean(windowing, new Toi.Overlap(overlap)), 1, windowing.bins().length, false);
    }

    private Windowing windowing(TrialChunks trials) {
        return Windowing.of(tFtimwin, trials, frequencies, taper, polyremoval);
    }

    private record Mean(Windowing windowing, Toi.Overlap overlap) implements TimeFrequency.Transform {
        @Override
        public int length(int samples) {
            return windowing.window().samples();
        }

        @Override
        public TimeFrequency.Kernel kernel(int length) {
            Welch welch = Welch.of(windowing.setup(), overlap);
            return new TimeFrequency.Kernel((x, channels, rows) -> welch.power(x, channels), (x, channels, rows) -> welch.power(x, channels));
        }

        /** One for the trial. */
        @Override
        public int[] rows(Toi.TrialTime time) {
            return new int[1];
        }
    }
}
