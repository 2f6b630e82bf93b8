package org.trialmap.app.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.filter.Reference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "preprocessing", sortOptions = false, description = "Filters a recording's trials, and what belongs to it, with Syncopy's keywords and FieldTrip's"
        + " reref and dftfilter: reref, polyremoval, zscore, filter, dftfilter, rectify or hilbert, in this order.",
        footer = {"", "Examples:", "  trialmap preprocessing noise.h5 --filter-class but --filter-type bp --freq 20 40 --out filtered.spy",
            "  trialmap preprocessing noise.h5 --filter-class none --polyremoval 1 --zscore true --out z.h5",
            "  trialmap preprocessing eeg.edf --filter-class none --reref average --out average.spy"})
public final class PreprocessingCommand implements Callable<Integer> {
    private static final String BUT = "but";
    private static final String FIRWS = "firws";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--filter-class", paramLabel = "but|firws|none", description = "Butterworth, windowed sinc, or no filter (default: but).")
    private String filterClass = BUT;

    @Option(names = "--filter-type", paramLabel = "lp|hp|bp|bs", converter = AnalysisConverters.FilterTypes.class, description = "Low-pass, high-pass, band-pass,"
            + " band-stop (default: lp).")
    private FilterType filterType;

    @Option(names = "--freq", arity = "1..2", parameterConsumer = NumberList.class, paramLabel = "HZ [HZ]", hideParamSyntax = true, description = "Cut-off"
            + " frequency; two for bp and bs.")
    private List<Double> freq;

    @Option(names = "--order", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "Order of the filter (default: but 4; firws the samples of the shortest trial, at most 1000).")
    private Integer order;

    @Option(names = "--direction", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "DIRECTION", converter = AnalysisConverters.Directions.class, description = "twopass: forwards and backwards; onepass;"
                    + " onepass-minphase: causal, firws only (default: twopass).")
    private Filter.Direction direction;

    @Option(names = "--window", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "NAME", description = "Window of firws, one of SciPy's (default: hamming).")
    private String window;

    @Option(names = "--dftfilter", arity = "1..*", parameterConsumer = NumberList.class, paramLabel = "HZ[,HZ..]", hideParamSyntax = true, description = "Line noise: sine and cosine of these"
            + " frequencies are fitted to each trial and subtracted, for example 50,100,150 (default: none).")
    private List<Double> dftfilter;

    @Option(names = "--reref", preprocessor = Converters.NoneIsNothing.class, paramLabel = "average|bipolar|NAME[,NAME..]",
            description = "Subtract from each channel the mean of all, or of those with these names; bipolar: of each the next one, named A-B (default: none).")
    private String reref;

    @Option(names = "--polyremoval", paramLabel = "0|1|none", converter = AnalysisConverters.Detrends.class, description = "Detrending of each trial: 0 subtracts the mean, 1 a line,"
            + " none nothing (default: none).")
    private Detrend polyremoval = Detrend.NONE;

    @Option(names = "--zscore", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "Mean 0, standard deviation 1 (default: false).")
    private boolean zscore;

    @Option(names = "--rectify", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "Magnitudes (default: false).")
    private boolean rectify;

    @Option(names = "--hilbert", paramLabel = "OUTPUT", description = "Of the analytic signal: abs, complex, real, imag, absreal, absimag, angle (default:"
            + " none).")
    private String hilbert = Converters.NONE;

    @Option(names = "--join", description = "With --windows: the result is one recording again, with the trials that the recording has; a shorter last window is computed, too.")
    private boolean join;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.run(this::method, spec.commandLine(), join);
    }

    TrialMethod method() {
        Preprocessing steps = Preprocessing.steps().zscore(zscore).polyremoval(polyremoval).rectify(rectify);
        boolean transformed = !Converters.isNone(hilbert) && !hilbert.equalsIgnoreCase("false");
        steps = reref == null ? steps : steps.reref(reference());
        steps = dftfilter == null ? steps : steps.dftfilter(dftfilter.stream().mapToDouble(Double::doubleValue).toArray());
        steps = transformed ? steps.hilbert(HilbertOutput.of(hilbert)) : steps;
        if (!Converters.isNone(filterClass)) {
            return steps.filter(filter());
        }
        refuseFilterOptions();
        if (steps.equals(Preprocessing.steps())) {
            throw new UsageException("Nothing is to be done: --filter-class none leaves --reref, --polyremoval, --zscore, --dftfilter, --rectify and"
                    + " --hilbert, and none of them is given. The result would be the recording. Add one of them, or a filter.");
        }
        return steps;
    }

    private Reference reference() {
        return switch (reref.toLowerCase(Locale.ROOT)) {
            case "average" -> Reference.average();
            case "bipolar" -> Reference.bipolar();
            default -> {
                String[] names = Stream.of(reref.split(",", -1)).map(String::strip).toArray(String[]::new);
                if (List.of(names).contains("")) {
                    throw new UsageException("--reref " + QuotedText.of(reref) + " is neither average nor bipolar nor a list of channels with one comma between each two. Correct it.");
                }
                yield Reference.channels(names);
            }
        };
    }

    private Filter filter() {
        if (freq == null) {
            throw new UsageException("The filter " + filterClass + " has no cut-off frequency. Without one nothing can be filtered. Add --freq HZ (two for the"
                    + " filter types bp and bs), or --filter-class none for the other steps alone.");
        }
        if (window != null && window.matches("\\d.*")) {
            throw new UsageException(
                    "--window " + QuotedText.of(window) + " is a time. The window of firws is one of SciPy's, as hamming. Windows of a long recording have an s: --windows " + window + ".");
        }
        Band band = new Band(filterType == null ? FilterType.LP : filterType, freq);
        Filter.Direction way = Objects.requireNonNullElse(direction, Filter.Direction.TWOPASS);
        return switch (filterClass) {
            case BUT -> {
                if (window != null) {
                    throw new UsageException("--window " + window + " needs --filter-class firws; the filter is but. A Butterworth filter has no window."
                            + " Leave it out, or take firws.");
                }
                Filter.But filter = Filter.but(band).direction(way);
                yield order == null ? filter : filter.order(order);
            }
            case FIRWS -> {
                Filter.Firws filter = Filter.firws(band).direction(way);
                filter = window == null ? filter : filter.window(window);
                yield order == null ? filter : filter.order(order);
            }
            default -> throw new UsageException("There is no filter class " + QuotedText.of(filterClass) + ". The classes are but (Butterworth), firws"
                    + " (windowed sinc) and none. Correct --filter-class.");
        };
    }

    private void refuseFilterOptions() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("--filter-type", filterType);
        values.put("--freq", freq);
        values.put("--order", order);
        values.put("--direction", direction);
        values.put("--window", window);
        values.values().removeIf(Objects::isNull);
        if (!values.isEmpty()) {
            throw new UsageException(String.join(" and ", values.keySet()) + (values.size() == 1 ? " needs" : " need") + " a filter, and --filter-class is"
                    + " none. Leave " + (values.size() == 1 ? "it" : "them") + " out, or take --filter-class but or firws.");
        }
    }
}
