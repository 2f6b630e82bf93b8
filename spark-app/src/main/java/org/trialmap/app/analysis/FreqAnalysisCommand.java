package org.trialmap.app.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.Taper;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "freqanalysis", sortOptions = false, description = "Spectra of a recording's trials, with Syncopy's keywords.",
        footer = {"", "Example:", "  trialmap freqanalysis noise.h5 --method mtmfft --foilim 1 150 --tapsmofrq 10 --chan-per-worker 40 --out spec.spy"})
public final class FreqAnalysisCommand implements Callable<Integer> {
    private static final String HANN = "hann";
    private static final Map<String, Function<FreqAnalysisCommand, TrialMethod>> METHODS = methods();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--method", paramLabel = "METHOD", description = "mtmfft: one spectrum of each whole trial (default); mtmconvol: windows that slide;"
            + " welch: their mean; wavelet; superlet.")
    private String method = "mtmfft";

    @Option(names = "--output", paramLabel = "OUTPUT", converter = AnalysisConverters.Outputs.class, description = "pow, abs, fourier (complex), real, imag, angle,"
            + " absreal, absimag (default: pow).")
    private SpectralOutput output = SpectralOutput.POW;

    @Option(names = "--keeptrials", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "All trials, or their mean (default: true).")
    private boolean keeptrials = true;

    @Option(names = "--foi", arity = "1..*", parameterConsumer = NumberList.class, paramLabel = "HZ,HZ,...", hideParamSyntax = true,
            description = "The bins nearest to these frequencies (default: all).")
    private List<Double> foi;

    @Option(names = "--foilim", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "All bins from A to"
            + " B Hz, both included (default: all).")
    private List<Double> foilim;

    @Option(names = "--pad", paramLabel = "PAD", description = "maxperlen: to the longest trial; nextpow2: to the next power of two; a number: to so many"
            + " seconds in all (default: maxperlen).")
    private String pad = "maxperlen";

    @Option(names = "--polyremoval", paramLabel = "0|1|none", converter = AnalysisConverters.Detrends.class, description = "Detrending of each trial: 0 subtracts the mean, 1 a line,"
            + " none nothing (default: 0).")
    private Detrend polyremoval = Detrend.MEAN;

    @Option(names = "--taper", paramLabel = "NAME", description = "A window of SciPy's, none is boxcar (default: hann).")
    private String taper;

    @Option(names = "--taper-opt", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "NAME=VALUE", split = ",", description = "A parameter of the window, for example beta=8. May be repeated.")
    private Map<String, Double> taperOpt;

    @Option(names = "--demean-taper", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "Whether tapered trials are de-meaned"
            + " (default: false).")
    private boolean demeanTaper;

    @Option(names = "--tapsmofrq", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "HZ", description = "Slepian tapers (dpss) of this half bandwidth, in place of a window.")
    private Double tapsmofrq;

    @Option(names = {"--nTaper", "--ntaper"}, preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "How many of them (default: as many as the bandwidth takes).")
    private Integer taperCount;

    @Option(names = "--keeptapers", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "All tapers, or the mean of their power"
            + " (default: false).")
    private boolean keeptapers;

    @Option(names = "--ft-compat", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "FieldTrip's normalization, by the padded"
            + " length (default: false).")
    private boolean ftCompat;

    @Mixin
    private TimeFrequencyFlags timeFrequency;

    @Mixin
    private AnalysisFlags analysis;

    private static Map<String, Function<FreqAnalysisCommand, TrialMethod>> methods() {
        Map<String, Function<FreqAnalysisCommand, TrialMethod>> methods = new LinkedHashMap<>();
        methods.put("mtmfft", FreqAnalysisCommand::mtmfft);
        methods.put("mtmconvol", command -> command.timeFrequency.mtmconvol().output(command.output).keeptrials(command.keeptrials)
                .frequencies(command.frequencies()).polyremoval(command.polyremoval).keeptapers(command.keeptapers).taper(command.taper()));
        methods.put("welch", FreqAnalysisCommand::welch);
        methods.put("wavelet", command -> command.timeFrequency.wavelets().output(command.output).keeptrials(command.keeptrials)
                .frequencies(command.frequencies()).polyremoval(command.polyremoval));
        methods.put("superlet", command -> command.timeFrequency.superlets().output(command.output).keeptrials(command.keeptrials)
                .frequencies(command.frequencies()).polyremoval(command.polyremoval));
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

    private FreqAnalysis mtmfft() {
        return FreqAnalysis.mtmfft().output(output).keeptrials(keeptrials).frequencies(frequencies()).pad(Padding.parse(pad)).polyremoval(polyremoval)
                .keeptapers(keeptapers).taper(taper()).demeanTaper(demeanTaper).ftCompat(ftCompat);
    }

    private TrialMethod welch() {
        if (output != SpectralOutput.POW) {
            throw new UsageException("--output " + output.name().toLowerCase(Locale.ROOT) + " is given with the method welch. It is a mean of power. Leave it out.");
        }
        return timeFrequency.welch().keeptrials(keeptrials).frequencies(frequencies()).polyremoval(polyremoval).taper(taper());
    }

    private Frequencies frequencies() {
        if (foi != null && foilim != null) {
            throw new UsageException("--foi and --foilim exclude each other: one names frequencies, the other a range of them. Leave one of them out.");
        }
        return foi != null ? Frequencies.nearest(foi.stream().mapToDouble(Double::doubleValue).toArray())
                : foilim != null ? Frequencies.between(foilim.get(0), foilim.get(1)) : Frequencies.ALL;
    }

    private Taper taper() {
        boolean slepian = taper == null || taper.equals("dpss");
        if (tapsmofrq == null) {
            if (taperCount != null) {
                throw new UsageException("--nTaper " + taperCount + " needs --tapsmofrq HZ, which is not given. Only Slepian tapers can be several. Add it,"
                        + " or leave --nTaper out.");
            }
            return Taper.window(taper == null ? HANN : Converters.isNone(taper) ? "boxcar" : taper, taperOpt == null ? Map.of() : taperOpt);
        }
        if (!slepian || taperOpt != null) {
            throw new UsageException((slepian ? "--taper-opt" : "--taper " + taper) + " and --tapsmofrq " + tapsmofrq + " exclude each other: --tapsmofrq takes"
                    + " Slepian tapers in place of a window. Leave one of them out.");
        }
        if (taperCount != null && taperCount < 1) {
            throw new UsageException("--nTaper " + taperCount + " is not a number of tapers. At least one is needed. Give more, or leave it out to have as many as"
                    + " --tapsmofrq takes.");
        }
        return Taper.dpss(tapsmofrq, taperCount == null ? 0 : taperCount);
    }
}
