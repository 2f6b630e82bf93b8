package org.trialmap.app.analysis;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.trialmap.analysis.AnalysisRun;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.SynthData;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.TaskResult;
import org.trialmap.signal.synth.Ar2Network;
import org.trialmap.signal.synth.Harmonic;
import org.trialmap.signal.synth.LinearTrend;
import org.trialmap.signal.synth.PhaseDiffusion;
import org.trialmap.signal.synth.PoissonNoise;
import org.trialmap.signal.synth.RedNoise;
import org.trialmap.signal.synth.SyntheticSignal;
import org.trialmap.signal.synth.WhiteNoise;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "synthdata", sortOptions = false, description = "Synthetic data, with the names of Syncopy's synthdata: a recording to try things on. A trial"
        + " depends on the seed and its number only.",
        footer = {"", "Examples:", "  trialmap synthdata white_noise --trials 5000 --samples 1000 --channels 32 --samplerate 1000 --seed 42 --out noise.h5",
            "  trialmap synthdata phase_diffusion --freq 40 --eps 0.1 --seed 7 --out rhythm.spy"})
public final class SynthDataCommand implements Callable<Integer> {
    private static final String PHASE_DIFFUSION = "phase_diffusion";
    private static final String AR2_NETWORK = "ar2_network";
    private static final String RED_NOISE = "red_noise";
    private static final Map<String, Function<SynthDataCommand, SyntheticSignal>> FUNCTIONS = functions();
    private static final Keywords KEYWORDS = new Keywords("function", Map.of("--y-max", List.of("linear_trend"),
            "--freq", List.of("harmonic", PHASE_DIFFUSION), "--eps", List.of(PHASE_DIFFUSION), "--rand-ini", List.of(PHASE_DIFFUSION),
            "--return-phase", List.of(PHASE_DIFFUSION), "--AdjMat", List.of(AR2_NETWORK), "--alphas", List.of(AR2_NETWORK),
            "--alpha", List.of(RED_NOISE), "--settling", List.of(AR2_NETWORK, RED_NOISE), "--intensity", List.of("poisson_noise")));

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FUNCTION", description = "white_noise, linear_trend, harmonic, phase_diffusion, ar2_network, red_noise, poisson_noise.")
    private String function;

    @Option(names = {"--trials", "--nTrials"}, paramLabel = "N", description = "Number of trials (default: 100).")
    private int trials = 100;

    @Option(names = {"--samples", "--nSamples"}, paramLabel = "N", description = "Samples of each (default: 1000).")
    private int samples = 1000;

    @Option(names = {"--channels", "--nChannels"}, paramLabel = "N", description = "Channels (default: 2; ar2_network those of AdjMat).")
    private Integer channels;

    @Option(names = "--samplerate", paramLabel = "HZ", description = "Samples per second (default: 1000).")
    private double samplerate = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the trials' random streams (default: 0).")
    private long seed;

    @Option(names = "--y-max", paramLabel = "Y", description = "linear_trend: value of the last sample.")
    private Double yMax;

    @Option(names = "--freq", paramLabel = "HZ", description = "harmonic, phase_diffusion: the frequency.")
    private Double freq;

    @Option(names = "--eps", paramLabel = "E", description = "phase_diffusion: strength of the diffusion (default: 0.1).")
    private double eps = PhaseDiffusion.DEFAULT_EPS;

    @Option(names = "--rand-ini", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "phase_diffusion: random phases at"
            + " the start (default: false).")
    private boolean randIni;

    @Option(names = "--return-phase", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "phase_diffusion: phases in"
            + " place of their cosine (default: false).")
    private boolean returnPhase;

    @Option(names = "--AdjMat", paramLabel = "A,B;C,D", description = "ar2_network: entry (i, j) is the coupling from channel i to channel j; rows are"
            + " separated by semicolons (default: 0,0;0.25,0).")
    private String adjMat;

    @Option(names = "--alphas", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "ar2_network: weights"
            + " of the last two samples (default: 0.55 -0.8).")
    private List<Double> alphas;

    @Option(names = "--alpha", paramLabel = "A", description = "red_noise: weight of the last sample, 0 or more, below 1.")
    private Double alpha;

    @Option(names = "--settling", paramLabel = "N", description = "ar2_network, red_noise: samples that are left out in front of each trial (default: 0).")
    private int settling;

    @Option(names = "--intensity", paramLabel = "I", description = "poisson_noise: expected spikes per sample (default: 0.1).")
    private double intensity = PoissonNoise.DEFAULT_INTENSITY;

    @Mixin
    private ResultFlags result;

    private static Map<String, Function<SynthDataCommand, SyntheticSignal>> functions() {
        Map<String, Function<SynthDataCommand, SyntheticSignal>> functions = new LinkedHashMap<>();
        functions.put("white_noise", command -> new WhiteNoise());
        functions.put("linear_trend", command -> new LinearTrend(command.needed("--y-max Y", command.yMax)));
        functions.put("harmonic", command -> new Harmonic(command.needed("--freq HZ", command.freq)));
        functions.put(PHASE_DIFFUSION, SynthDataCommand::phaseDiffusion);
        functions.put(AR2_NETWORK, SynthDataCommand::network);
        functions.put(RED_NOISE, command -> RedNoise.of(command.needed("--alpha A", command.alpha)).settling(command.settling));
        functions.put("poisson_noise", command -> new PoissonNoise(command.intensity));
        return functions;
    }

    @Override
    public Integer call() throws Exception {
        KEYWORDS.check(name(), FUNCTIONS.keySet(), spec.commandLine());
        SynthData data = RunFlags.checked(this::data);
        ResultFile out = result.file();
        return new AnalysisCall(result, spec.commandLine()).run(work(data, out), result.flags().options(), result.session(), slots -> Optional.empty());
    }

    SynthData data() {
        SyntheticSignal signal = FUNCTIONS.get(name()).apply(this);
        int count = channels != null ? channels : signal instanceof Ar2Network network ? network.channels() : 2;
        return new SynthData(signal, trials, samples, count, samplerate, seed);
    }

    /** Dashes are fine here, too. */
    private String name() {
        return function.replace('-', '_');
    }

    private static AnalysisCall.Work work(SynthData data, ResultFile out) {
        return new AnalysisCall.Work() {
            @Override
            public AnalysisRun submit(ParallelMap pmap) throws IOException {
                return data.submit(pmap, out);
            }

            @Override
            public MapPlan plan(ParallelMap pmap) {
                return data.plan(pmap, out);
            }

            @Override
            public TaskResult one(ParallelMap pmap, int task) {
                return data.one(pmap, out, task);
            }
        };
    }

    private double needed(String option, Double value) {
        if (value == null) {
            throw new UsageException(name() + " has no " + option.replaceFirst("^--(\\S+).*", "$1") + ". There is no default for it. Add " + option + ".");
        }
        return value;
    }

    private SyntheticSignal phaseDiffusion() {
        return PhaseDiffusion.of(needed("--freq HZ", freq), eps).start(randIni ? PhaseDiffusion.Start.RANDOM : PhaseDiffusion.Start.ZERO)
                .values(returnPhase ? PhaseDiffusion.Values.PHASE : PhaseDiffusion.Values.COSINE);
    }

    private SyntheticSignal network() {
        Ar2Network network = adjMat == null ? Ar2Network.DEFAULT : Ar2Network.of(matrix());
        network = alphas == null ? network : network.alphas(alphas.get(0), alphas.get(1));
        return network.settling(settling);
    }

    private double[][] matrix() {
        String[] rows = adjMat.split(";", -1);
        double[][] matrix = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            if (!NumberList.isNumbers(rows[i].strip())) {
                throw new UsageException("Row " + i + " of --AdjMat is " + QuotedText.of(rows[i]) + ", which is not a list of numbers. Write rows of numbers with"
                        + " commas, and semicolons between the rows: --AdjMat '0,0;0.25,0'.");
            }
            matrix[i] = Arrays.stream(rows[i].strip().split(",")).mapToDouble(NumberList::value).toArray();
        }
        return matrix;
    }
}
