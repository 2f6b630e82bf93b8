package org.trialmap.app.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.connectivity.Connectivity;
import org.trialmap.analysis.connectivity.GrangerAnalysis;
import org.trialmap.app.cli.ChannelSides;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.SpectralOutput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "connectivityanalysis", sortOptions = false,
        description = "How the channels of a recording, or of complex spectra of it, go together at each frequency, over all its trials, with Syncopy's"
                + " keywords.",
        footer = {"", "Examples:", "  trialmap connectivityanalysis noise.h5 --method coh --foilim 1 150 --tapsmofrq 5 --out coherence.spy",
            "  trialmap freqanalysis noise.h5 --method mtmconvol --t-ftimwin 0.2 --toi 0.5 --output fourier --out fourier.spy",
            "  trialmap connectivityanalysis fourier.spy --method ppc --out ppc.spy"})
public final class ConnectivityCommand implements Callable<Integer> {
    private static final String CORR = "corr";
    private static final String GRANGER = "granger";
    private static final List<String> METHODS = Stream.concat(Arrays.stream(PairMeasure.values()).map(measure -> measure.name().toLowerCase(Locale.ROOT)), Stream.of(CORR, GRANGER)).toList();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--method", paramLabel = "METHOD",
            description = "coh: coherence (default); csd: cross-spectral density; imcoh: imaginary part of coherency; plv, ciplv: phase locking; ppc: pairwise"
                    + " phase consistency; pli, wpli, dwpli: phase lag; corr: cross-correlation; granger: Granger causality.")
    private String method = "coh";

    @Option(names = "--output", paramLabel = "OUTPUT", converter = AnalysisConverters.ComplexOutputs.class,
            description = "csd, coh: abs, pow (square), fourier or complex, angle, imag, real (default: csd"
                    + " fourier, coh abs).")
    private SpectralOutput output;

    @Option(names = "--keeptrials", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "csd, corr; with several tapers coh, imcoh: true: the result has each"
            + " trial; false: it is one of all trials (default: false).")
    private boolean keeptrials;

    @Option(names = "--jackknife", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "Bias and variance of the result, by leaving out one trial at a time:"
            + " datasets jack_bias and jack_var (default: false).")
    private boolean jackknife;

    @Option(names = "--granger", paramLabel = "multivariate|pairwise", converter = AnalysisConverters.GrangerKinds.class,
            description = "granger: all channels together, or each pair by itself (default:"
                    + " multivariate).")
    private AnalysisConverters.GrangerKind granger;

    @Option(names = "--channelcmb", preprocessor = Converters.NoneIsNothing.class, paramLabel = "'A,B;C,D'", hideParamSyntax = true, description = "Names of senders (channel_i) and receivers"
            + " (channel_j): each of the ones with each of the others (default: all pairs).")
    private String channelcmb;

    @Mixin
    private SpectrumFlags spectrum;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        Keywords.CONNECTIVITYANALYSIS.check(method, METHODS, spec.commandLine());
        if (keeptrials && method.equals(GRANGER)) {
            throw new UsageException("--keeptrials true is given with the method granger, whose result is one of all trials: the cross-spectra of a single one cannot be factorized. Leave it out.");
        }
        return analysis.runOnAny(this::method, spec.commandLine());
    }

    private List<List<String>> pairs() {
        return ChannelSides.of(channelcmb);
    }

    private Connectivity paired(Connectivity method) {
        return channelcmb == null ? method : method.channelcmb(pairs().get(0), pairs().get(1));
    }

    private GrangerAnalysis paired(GrangerAnalysis method) {
        return channelcmb == null ? method : method.channelcmb(pairs().get(0), pairs().get(1));
    }

    AnalysisMethod method() {
        if (method.equals(CORR)) {
            return Connectivity.corr().keeptrials(keeptrials).polyremoval(spectrum.polyremoval());
        }
        if (method.equals(GRANGER)) {
            GrangerAnalysis causality = Connectivity.granger().pairwise(granger == AnalysisConverters.GrangerKind.PAIRWISE).jackknife(jackknife);
            return paired(causality).frequencies(spectrum.frequencies()).pad(spectrum.pad()).polyremoval(spectrum.polyremoval()).taper(spectrum.taper());
        }
        Connectivity pairs = Connectivity.of(PairMeasure.valueOf(method.toUpperCase(Locale.ROOT)));
        Connectivity chosen = output == null ? pairs : pairs.output(output);
        return paired(chosen).keeptrials(keeptrials).jackknife(jackknife).frequencies(spectrum.frequencies()).pad(spectrum.pad()).polyremoval(spectrum.polyremoval()).taper(spectrum.taper());
    }
}
