package org.trialmap.app.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.fft.SpectralOutput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "freqanalysis", sortOptions = false, description = "Spectra of a recording's trials, with Syncopy's keywords.",
        footer = {"", "Example:", "  trialmap freqanalysis noise.h5 --method mtmfft --foilim 1 150 --tapsmofrq 10 --chan-per-worker 40 --out spec.spy"})
public final class FreqAnalysisCommand implements Callable<Integer> {
    private static final Map<String, Function<FreqAnalysisCommand, TrialMethod>> METHODS = methods();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--method", paramLabel = "METHOD", description = "mtmfft: one spectrum of each whole trial (default); mtmconvol: windows that slide;"
            + " welch: their mean; wavelet; superlet.")
    private String method = "mtmfft";

    @Option(names = "--output", paramLabel = "OUTPUT", converter = AnalysisConverters.Outputs.class, description = "pow, abs, fourier (complex), real, imag, angle,"
            + " absreal, absimag; fooof, fooof_aperiodic, fooof_peaks: models of the power of whole trials (default: pow).")
    private FreqOutput output = FreqOutput.POW;

    @Option(names = "--keeptrials", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "All trials, or their mean (default: true).")
    private boolean keeptrials = true;

    @Mixin
    private SpectrumFlags spectrum;

    @Option(names = "--demean-taper", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "Whether tapered trials are de-meaned"
            + " (default: false).")
    private boolean demeanTaper;

    @Option(names = "--keeptapers", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "All tapers, or the mean of their power"
            + " (default: false).")
    private boolean keeptapers;

    @Option(names = "--ft-compat", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "FieldTrip's normalization, by the padded"
            + " length (default: false).")
    private boolean ftCompat;

    @Mixin
    private FooofFlags fooof;

    @Mixin
    private TimeFrequencyFlags timeFrequency;

    @Mixin
    private AnalysisFlags analysis;

    private static Map<String, Function<FreqAnalysisCommand, TrialMethod>> methods() {
        Map<String, Function<FreqAnalysisCommand, TrialMethod>> methods = new LinkedHashMap<>();
        methods.put("mtmfft", FreqAnalysisCommand::mtmfft);
        methods.put("mtmconvol", command -> command.timeFrequency.mtmconvol().output(command.spectral()).keeptrials(command.keeptrials)
                .frequencies(command.spectrum.frequencies()).polyremoval(command.spectrum.polyremoval()).keeptapers(command.keeptapers).taper(command.spectrum.taper()));
        methods.put("welch", FreqAnalysisCommand::welch);
        methods.put("wavelet", command -> command.timeFrequency.wavelets().output(command.spectral()).keeptrials(command.keeptrials)
                .frequencies(command.spectrum.frequencies()).polyremoval(command.spectrum.polyremoval()));
        methods.put("superlet", command -> command.timeFrequency.superlets().output(command.spectral()).keeptrials(command.keeptrials)
                .frequencies(command.spectrum.frequencies()).polyremoval(command.spectrum.polyremoval()));
        return methods;
    }

    @Override
    public Integer call() throws Exception {
        Keywords.FREQANALYSIS.check(method, METHODS.keySet(), spec.commandLine());
        return analysis.run(this::method, spec.commandLine());
    }

    TrialMethod method() {
        return METHODS.get(method).apply(this);
    }

    private TrialMethod mtmfft() {
        if (fooof.areGiven() && !output.isModel()) {
            throw new UsageException(
                    "--fooof-opt is given with --output " + output + ", which has no model. It belongs to the outputs fooof, fooof_aperiodic and fooof_peaks. Leave it out, or choose one of these.");
        }
        FreqAnalysis spectra = spectra();
        return output.isModel() ? Fooof.of(spectra).output(output.model()).fooofOpt(fooof.options()) : spectra;
    }

    /** Of the methods that have no models. */
    private SpectralOutput spectral() {
        if (output.isModel()) {
            throw new UsageException(
                    "--output " + output + " is given with the method " + method + ". Models are fitted to spectra of whole trials (--method mtmfft). Choose that method, or another output.");
        }
        return output.spectral();
    }

    private FreqAnalysis spectra() {
        return FreqAnalysis.mtmfft().output(output.spectral()).keeptrials(keeptrials).frequencies(spectrum.frequencies()).pad(spectrum.pad()).polyremoval(spectrum.polyremoval())
                .keeptapers(keeptapers).taper(spectrum.taper()).demeanTaper(demeanTaper).ftCompat(ftCompat);
    }

    private TrialMethod welch() {
        if (spectral() != SpectralOutput.POW) {
            throw new UsageException("--output " + output + " is given with the method welch. It is a mean of power. Leave it out.");
        }
        return timeFrequency.welch().keeptrials(keeptrials).frequencies(spectrum.frequencies()).polyremoval(spectrum.polyremoval()).taper(spectrum.taper());
    }
}
