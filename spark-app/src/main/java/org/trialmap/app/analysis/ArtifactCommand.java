package org.trialmap.app.analysis;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisRun;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.data.Artifacts;
import org.trialmap.analysis.data.Convert;
import org.trialmap.analysis.data.ZValue;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SelectionFlags;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.TaskResult;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.store.Existing;
import org.trialmap.support.Suggestions;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "artifact", sortOptions = false,
        description = "Finds artifacts by z-values, as FieldTrip's ft_artifact_zvalue, and writes the recording's trials with a mark, with NaN in their place, or"
                + " without those that have some.",
        footer = {"", "Examples:", "  trialmap artifact eeg.spy --zvalue 6 --zvalue-channels EOG1,EOG2 --artpadding 0.1 --out marked.spy",
            "  trialmap artifact eeg.spy --zvalue 20 --bpfreq 110 140 --hilbert true --write complete --out clean.spy"})
public final class ArtifactCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", converter = Converters.InputPaths.class, description = "The recording.")
    private Path file;

    @Option(names = "--zvalue", required = true, paramLabel = "CUTOFF", description = "Samples are artifacts where the sum of the channels' z-values over the root of their number is above CUTOFF.")
    private double cutoff;

    @Option(names = "--zvalue-channels", paramLabel = "SEL", description = "Channels that are scored (default: those of --channels, which are written).")
    private String channels;

    @Option(names = "--bpfreq", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true,
            description = "Score a band of the signal, A to B Hz (Butterworth, two passes).")
    private List<Double> bpfreq;

    @Option(names = "--bpfiltord", paramLabel = "N", description = "Order of that filter (default: 4).")
    private Integer bpfiltord;

    @Option(names = "--hilbert", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "Score the amplitude of the Hilbert transform (default: false).")
    private boolean hilbert;

    @Option(names = "--artpadding", paramLabel = "S", description = "S seconds before and after belong to an artifact, too (default: 0).")
    private double artpadding;

    @Option(names = "--write", paramLabel = "mark|nan|complete", converter = Ways.class,
            description = "mark: a column of the trials, 1 where there are artifacts; nan: NaN in all channels in their place;"
                    + " complete: without these trials (default: mark).")
    private Way write = Way.MARK;

    @Option(names = "--column", paramLabel = "NAME", description = "Name of the column for --write mark (default: artifact).")
    private String column;

    @Option(names = "--list", paramLabel = "FILE.csv", description = "Write a table of the artifacts, too.")
    private Path list;

    @Mixin
    private SelectionFlags selection;

    @Option(names = "--nan", paramLabel = "propagate|refuse", converter = AnalysisConverters.NanPolicies.class,
            description = "Samples that are NaN or infinite. propagate: they are artifacts, and their trials"
                    + " are left out of means and deviations; refuse: their trials fail (default: propagate).")
    private NanPolicy nan = NanPolicy.PROPAGATE;

    @Mixin
    private ResultFlags result;

    /** What is written. */
    enum Way {
        MARK,
        NAN,
        COMPLETE
    }

    static final class Ways implements ITypeConverter<Way> {
        @Override
        public Way convert(String text) {
            return Converters.of(Way.class, text);
        }
    }

    @Override
    public Integer call() throws IOException {
        RunFlags flags = result.flags();
        RunOptions options = flags.options();
        SessionOptions where = result.session();
        ResultFile out = result.file();
        ZValue how = RunFlags.checked(this::method);
        requireSense(out);
        TrialChunks trials = selection.open("", file, flags.quiet() ? null : spec.commandLine().getErr());
        TrialChunks scored = RunFlags.checked(() -> channels == null ? trials.channelsPerTask(trials.channelNames().size())
                : trials.recording().chunks(trials.selection().channels(channels)));
        Analysis all = RunFlags.checked(() -> Analysis.of(new Convert("artifact"), trials, out, nan));
        return new AnalysisCall(result, spec.commandLine()).run(new Searched(how, scored, trials, out, all), options, where, slots -> Optional.empty());
    }

    ZValue method() {
        Preprocessing steps = Preprocessing.steps();
        if (bpfreq != null) {
            Filter.But filter = Filter.but(new Band(FilterType.BP, bpfreq));
            steps = steps.filter(bpfiltord == null ? filter : filter.order(bpfiltord));
        } else if (bpfiltord != null) {
            throw new UsageException("--bpfiltord " + bpfiltord + " needs a filter, and --bpfreq is not given. Add --bpfreq A B, or leave it out.");
        }
        return ZValue.above(cutoff).artpadding(artpadding).steps(hilbert ? steps.hilbert(HilbertOutput.ABS) : steps);
    }

    private void requireSense(ResultFile out) {
        if (column != null && write != Way.MARK) {
            throw new UsageException("--column " + column + " needs --write mark, the only way that writes one. Leave it out.");
        }
        if (list != null && Files.exists(list) && out.existing() == Existing.REFUSE) {
            throw new UsageException("--list " + list + " exists already. Choose another file, or give --overwrite to replace both results.");
        }
    }

    /** The search, and what is written of it. */
    private final class Searched implements AnalysisCall.Work {
        private final ZValue how;
        private final TrialChunks scored;
        private final TrialChunks trials;
        private final ResultFile out;
        private final Analysis all;

        Searched(ZValue how, TrialChunks scored, TrialChunks trials, ResultFile out, Analysis all) {
            this.how = how;
            this.scored = scored;
            this.trials = trials;
            this.out = out;
            this.all = all;
        }

        @Override
        public AnalysisRun submit(ParallelMap pmap) throws IOException {
            Artifacts found = how.find(pmap, scored, nan);
            report(found);
            if (list != null) {
                Files.writeString(list, table(found));
            }
            return Analysis.of(method(found), trials, out, nan).submit(pmap);
        }

        /** Of all trials: which have artifacts is not known yet. */
        @Override
        public MapPlan plan(ParallelMap pmap) throws IOException {
            return all.plan(pmap).with(Map.of("before", "two passes over " + scored.trials().length + " trials find the artifacts"));
        }

        @Override
        public TaskResult one(ParallelMap pmap, int task) throws IOException {
            return Analysis.of(method(how.find(pmap, scored, nan)), trials, out, nan).one(pmap, task);
        }

        private TrialMethod method(Artifacts found) {
            return switch (write) {
                case MARK -> column == null ? found.mark() : found.mark(column);
                case NAN -> found.nan();
                case COMPLETE -> found.complete();
            };
        }

        private void report(Artifacts found) {
            if (!result.flags().quiet()) {
                int[] bad = found.trials();
                PrintWriter notes = spec.commandLine().getErr();
                notes.println("trialmap: " + found + (bad.length == 0 ? "." : ": " + Suggestions.list(Arrays.stream(bad).mapToObj(Integer::toString).toList()) + "."));
            }
        }
    }

    /** One line for each artifact. */
    static String table(Artifacts found) {
        StringBuilder text = new StringBuilder("trial,start,stop,from_s,to_s,zvalue\n");
        for (Artifacts.Interval one : found.list()) {
            text.append(one.trial()).append(',').append(one.start()).append(',').append(one.stop()).append(',').append(one.fromSeconds()).append(',').append(one.toSeconds()).append(',')
                    .append(one.peak())
                    .append('\n');
        }
        return text.toString();
    }
}
