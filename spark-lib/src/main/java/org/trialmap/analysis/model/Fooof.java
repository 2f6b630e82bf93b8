package org.trialmap.analysis.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SummedMethod.Finished;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * A model of each power spectrum, an aperiodic part and peaks: Syncopy's {@code freqanalysis} with the outputs {@code fooof}, {@code fooof_aperiodic} and {@code fooof_peaks} (Donoghue et al. 2020).
 * SpectralData of shape (trial, 1, freq, channel), power in the units of the spectrum, float32, or float64 for recordings of float64, int32 and int64. With {@code keeptrials} the model is that
 * of each trial's spectrum, else of the mean spectrum. Its parameters are in further datasets of the result. See docs/analysis.md.
 *
 * @param spectrum how the spectra are computed: power, tapers averaged, evenly spaced frequencies above 0
 * @param output what of the model; all of it by default
 * @param fooofOpt how peaks and the aperiodic part are found; fooof's defaults
 */
public record Fooof(FreqAnalysis spectrum, Output output, FooofOptions fooofOpt) implements TrialMethod {
    private static final double EVEN = 1e-9;

    /** What of the model becomes the result. */
    public enum Output {
        /** The aperiodic part with its peaks. */
        FOOOF,
        /** The aperiodic part. */
        FOOOF_APERIODIC,
        /** What the peaks add to the aperiodic part, 0 where there are none. */
        FOOOF_PEAKS
    }

    public Fooof {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(fooofOpt, "fooofOpt");
        if (spectrum.output() != SpectralOutput.POW || spectrum.keeptapers()) {
            String given = spectrum.keeptapers() ? "the spectra of all tapers (keeptapers true)" : "spectra with the output '" + spectrum.output().name().toLowerCase(Locale.ROOT) + "'";
            throw new IllegalArgumentException("A model (" + word(output) + ") was asked for of " + given + ". Models are of power, averaged over tapers. Leave it out.");
        }
    }

    private static String word(Output output) {
        return output.name().toLowerCase(Locale.ROOT);
    }

    /** Models of these spectra, whole, with fooof's defaults. */
    public static Fooof of(FreqAnalysis spectrum) {
        return new Fooof(spectrum, Output.FOOOF, FooofOptions.DEFAULTS);
    }

    public Fooof output(Output value) {
        return Copies.with(this, "output", value);
    }

    public Fooof fooofOpt(FooofOptions value) {
        return Copies.with(this, "fooofOpt", value);
    }

    @Override
    public String command() {
        return spectrum.command();
    }

    @Override
    public boolean keeptrials() {
        return spectrum.keeptrials();
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("freqanalysis/fooof");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>(spectrum.options());
        options.put("output", word(output));
        options.put("fooof_opt", fooofOpt.options());
        return options;
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return spectrum.unit(trials);
    }

    /** @throws IllegalArgumentException also if the frequencies have no model: with 0 Hz, too few, or in uneven steps */
    @Override
    public ResultForm form(TrialChunks trials) {
        ResultForm form = spectrum.form(trials);
        double[] hz = hz(form);
        int needed = fooofOpt.aperiodicMode().count() + 1;
        if (hz[0] == 0) {
            throw refused("from 0 Hz on", "The aperiodic part is a power of frequency, which 0 Hz does not have", "Begin above it with " + Setting.FOILIM);
        }
        if (hz.length < needed) {
            throw refused("of " + hz.length + (hz.length == 1 ? " frequency" : " frequencies"), "Its aperiodic part alone needs " + needed, "Widen " + Setting.FOILIM);
        }
        for (int k = 2; k < hz.length; k++) {
            if (Math.abs(hz[k] - hz[k - 1] - (hz[1] - hz[0])) > EVEN * hz[k]) {
                throw refused("at " + hz[0] + ", " + hz[1] + " ... " + hz[k - 1] + ", " + hz[k] + " Hz, in uneven steps", "Widths of peaks are counted in steps",
                        "Take a range of frequencies with " + Setting.FOILIM);
            }
        }
        return form;
    }

    private IllegalArgumentException refused(String what, String why, String cure) {
        return new IllegalArgumentException("A model (" + word(output) + ") was asked for of spectra " + what + ". " + why + ". " + cure + ".");
    }

    static double[] hz(ResultForm form) {
        return form.header().freq().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Of each trial the model, or the power that is averaged. */
    @Override
    public TrialFunction function(TrialChunks trials) {
        TrialFunction power = spectrum.function(trials);
        return keeptrials() ? new ModelFunction(power, models(trials)) : power;
    }

    private ChannelModels models(TrialChunks trials) {
        return new ChannelModels(hz(spectrum.form(trials)), output, fooofOpt);
    }

    @Override
    public Finished ofMean(TrialChunks trials, NdArray mean) {
        return ofMean(trials, mean, ParallelMap.serial());
    }

    /** The model of the mean spectrum, and its parameters. */
    @Override
    public Finished ofMean(TrialChunks trials, NdArray mean, ParallelMap pmap) {
        ChannelModels models = models(trials);
        ChannelModels.Fitted fitted = models.ofMean(mean, trials.channelNames(), pmap);
        return new Finished(fitted.spectra(), models.parameters().ofMean(fitted.models()));
    }

    /** The parameters of each trial's models. */
    @Override
    public Optional<Function<double[][][], Map<String, NdArray>>> ofFound() {
        return keeptrials() ? Optional.of(new ModelParameters(fooofOpt.aperiodicMode().count())::ofTrials) : Optional.empty();
    }
}
