package org.trialmap.app.analysis;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.statistics.ClusterResult;
import org.trialmap.analysis.statistics.ClusterStat;
import org.trialmap.analysis.statistics.Conditions;
import org.trialmap.analysis.statistics.Neighbours;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.PartFlags;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.files.InputPath;
import org.trialmap.signal.statistics.ClusterStatistic;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.signal.statistics.TestStatistic;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.RecordingOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "clusterstat", sortOptions = false,
        description = "Cluster permutation test of spectra, time-frequency spectra or averages, with FieldTrip's keywords: where conditions differ in time, frequency"
                + " and channels. Prints the clusters to stderr.",
        footer = {"", "Examples:", "  trialmap clusterstat --statistic depsamplesT --group power/*_go.spy --group power/*_nogo.spy --neighbours cap.csv --out stat.spy",
            "  trialmap clusterstat trials.spy --statistic indepsamplesT --condition stim=1 --condition stim=2 --out stat.h5"})
public final class ClusterStatCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", converter = Converters.InputPaths.class, description = "A file whose trials are the samples, with --condition.")
    private Path file;

    @Option(names = "--group", parameterConsumer = FileGroups.class, paramLabel = "FILE...", hideParamSyntax = true,
            description = "Files of one condition, a sample each; once per condition. Dependent samples"
                    + " are in the same order.")
    private List<List<Path>> groups;

    @Option(names = "--condition", paramLabel = "SEL", description = "Trials of FILE that are one group: stim=1, or 0:20; once per group.")
    private List<String> conditions;

    @Option(names = "--statistic", required = true, converter = AnalysisConverters.Statistics.class, paramLabel = "depsamplesT|indepsamplesT|indepsamplesF",
            description = "t of pairs (or of one group from 0),"
                    + " t of two groups, F of two or more.")
    private TestStatistic statistic;

    @Option(names = "--numrandomization", paramLabel = "N", description = "Permutations; if there are no more arrangements than that, each is taken once (default: 1000).")
    private Integer numrandomization;

    @Option(names = "--clusteralpha", paramLabel = "P", description = "Probability of a point to be beyond the threshold; half of it on either side with --tail 0 (default: 0.05).")
    private Double clusteralpha;

    @Option(names = "--clustercritval", paramLabel = "T", description = "A threshold of t or F instead of --clusteralpha.")
    private Double clustercritval;

    @Option(names = "--tail", paramLabel = "-1|0|1", converter = AnalysisConverters.Tails.class, description = "Negative clusters, both, positive ones (default: 0; indepsamplesF: 1).")
    private Tail tail;

    @Option(names = "--clusterstatistic", paramLabel = "maxsum|maxsize", converter = AnalysisConverters.ClusterStatistics.class,
            description = "The sum of a cluster's t or F, or the number of its points"
                    + " (default: maxsum).")
    private ClusterStatistic clusterstatistic = ClusterStatistic.MAXSUM;

    @Option(names = "--neighbours", paramLabel = "FILE", converter = Converters.InputPaths.class, description = "Lines of a channel and its neighbours (default: clusters stay within channels).")
    private Path neighbours;

    @Option(names = "--positions", paramLabel = "FILE", converter = Converters.InputPaths.class, description = "Lines of a channel and its electrode's coordinates; with --neighbourdist.")
    private Path positions;

    @Option(names = "--neighbourdist", paramLabel = "D", description = "Channels less than D apart are neighbours.")
    private Double neighbourdist;

    @Option(names = "--minnbchan", paramLabel = "N", description = "Neighbouring channels of a point that must be beyond the threshold, too (default: 0).")
    private int minnbchan;

    @Option(names = "--alpha", paramLabel = "P", description = "p below which a cluster is in the mask; half of it per tail with --tail 0 (default: 0.05).")
    private Double alpha;

    @Option(names = "--compat", paramLabel = "fieldtrip|mne", converter = AnalysisConverters.PValueKinds.class,
            description = "p: per tail, (number of permutations with a larger cluster, plus 1) / (N + 1); or"
                    + " MNE's, of both tails together (default: fieldtrip).")
    private PValues compat = PValues.FIELDTRIP;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the permutations (default: 0).")
    private long seed;

    @Option(names = "--dataset", paramLabel = "PATH", description = "The files' dataset (default: /data).")
    private String dataset;

    @Mixin
    private PartFlags part;

    @Mixin
    private ResultFlags result;

    @Override
    public Integer call() throws Exception {
        RunFlags flags = result.flags();
        RunOptions options = flags.options();
        SessionOptions where = result.session();
        ResultFile out = result.file();
        Analysis analysis = analysis(out);
        int code = new AnalysisCall(result, spec.commandLine()).run(AnalysisCall.Work.of(analysis), options, where, slots -> Optional.empty());
        if (code == ExitCode.OK && !flags.plan() && flags.task().isEmpty() && !flags.quiet()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print(ClusterResult.open(result.made()).table());
            err.flush();
        }
        return code;
    }

    private Analysis analysis(ResultFile out) throws IOException {
        try {
            ClusterStat test = test();
            return test.analysis(samples(), out);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    ClusterStat test() throws IOException {
        ClusterStat defaults = ClusterStat.of(statistic);
        return new ClusterStat(statistic, numrandomization == null ? defaults.numrandomization() : numrandomization, clusteralpha == null ? defaults.clusteralpha() : clusteralpha,
                clustercritval == null ? OptionalDouble.empty() : OptionalDouble.of(clustercritval), tail == null ? defaults.tail() : tail, clusterstatistic, minnbchan, neighbours(),
                alpha == null ? defaults.alpha() : alpha, compat, seed);
    }

    private Neighbours neighbours() throws IOException {
        if ((positions == null) != (neighbourdist == null)) {
            throw new UsageException(
                    (positions == null ? "--neighbourdist is given without --positions" : "--positions is given without --neighbourdist") + ". Neighbours are electrodes of known places that"
                            + " are less than a distance apart. Give both.");
        }
        if (positions != null && neighbours != null) {
            throw new UsageException("--neighbours and --positions exclude each other: both say which channels are neighbours. Leave one of them out.");
        }
        if (clusteralpha != null && clustercritval != null) {
            throw new UsageException("--clusteralpha and --clustercritval exclude each other: both say what the threshold of clusters is. Leave one of them out.");
        }
        return neighbours != null ? Neighbours.read(existing(neighbours)) : positions != null ? Neighbours.within(existing(positions), neighbourdist) : Neighbours.none();
    }

    private Conditions samples() throws IOException {
        if (groups != null && (file != null || conditions != null)) {
            throw new UsageException("--group takes a file per sample, and " + (file != null ? "FILE (" + file + ")" : "--condition") + " is for trials of one file. Leave one of them out.");
        }
        if (groups == null && (file == null || conditions == null)) {
            throw new UsageException("There are no samples to compare. Name the files of each condition with --group FILE..., or a FILE and conditions on its trials with --condition SEL.");
        }
        Stream.concat(Stream.ofNullable(file), groups == null ? Stream.of() : groups.stream().flatMap(List::stream)).forEach(ClusterStatCommand::existing);
        RecordingOptions options = dataset == null ? RecordingOptions.DEFAULT : RecordingOptions.DEFAULT.dataset(dataset);
        return groups != null ? Conditions.files(groups, options, part.selection()) : Conditions.trials(file, conditions, options, part.selection());
    }

    private static Path existing(Path path) {
        if (path.toString().isEmpty() || !Files.exists(path) && !Files.isDirectory(InputPath.of(path + ".spy"))) {
            throw new UsageException((path.toString().isEmpty() ? "A file is named '', often since a variable is not set." : path + " does not exist.") + " Correct the path.");
        }
        return path;
    }
}
