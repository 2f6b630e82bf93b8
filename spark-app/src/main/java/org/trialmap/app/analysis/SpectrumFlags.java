package org.trialmap.app.analysis;

import java.util.List;
import java.util.Map;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.Taper;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.fft.Detrend;
import picocli.CommandLine.Option;

/** Keywords of the commands that compute spectra: which frequencies, and what is done to trials before they are transformed. */
final class SpectrumFlags {
    private static final String HANN = "hann";

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

    @Option(names = "--tapsmofrq", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "HZ", description = "Slepian tapers (dpss) of this half bandwidth, in place of a window.")
    private Double tapsmofrq;

    @Option(names = {"--nTaper", "--ntaper"}, preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "How many of them (default: as many as the bandwidth takes).")
    private Integer taperCount;

    Padding pad() {
        return Padding.parse(pad);
    }

    Detrend polyremoval() {
        return polyremoval;
    }

    Frequencies frequencies() {
        if (foi != null && foilim != null) {
            throw new UsageException("--foi and --foilim exclude each other: one names frequencies, the other a range of them. Leave one of them out.");
        }
        return foi != null ? Frequencies.nearest(foi.stream().mapToDouble(Double::doubleValue).toArray())
                : foilim != null ? Frequencies.between(foilim.get(0), foilim.get(1)) : Frequencies.ALL;
    }

    Taper taper() {
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
