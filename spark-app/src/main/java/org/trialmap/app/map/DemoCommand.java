package org.trialmap.app.map;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.Run;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.app.examples.LineLength;
import org.trialmap.app.examples.Rms;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.array.Shape;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.store.StackedDataset;
import org.trialmap.support.Reason;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskFunction;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunk;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", sortOptions = false, description = "Runs the main job on embedded Spark: a function over four numbers, and a recording's"
        + " trials and channels.")
public final class DemoCommand implements Callable<Integer> {
    private static final String FOLDER = "trialmap-demo";
    private static final int CHANNELS_PER_TASK = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the results, new or empty (default: ./trialmap-demo, then"
            + " ./trialmap-demo-2, ...).")
    private Path out;

    @Option(names = "--master", paramLabel = "URL|serial", description = "Where to run (default: spark.master, else local[*]).")
    private String master;

    @Option(names = RunFlags.ELSEWHERE, hidden = true)
    private boolean elsewhere;

    @Override
    public Integer call() throws Exception {
        Path folder = out == null ? unused() : checked(out);
        if (elsewhere) {
            return ExitCode.OK;
        }
        Files.createDirectories(folder);
        try (Session session = Session.open(new SessionOptions(master, Map.of(), null, List.of(), true))) {
            ParallelMap pmap = session.map().progress(RunOptions.Progress.HIDDEN);
            values(pmap, folder);
            recording(pmap, folder);
        }
        return ExitCode.OK;
    }

    private static Path unused() {
        Path folder = Path.of(FOLDER);
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of(FOLDER + "-" + i);
        }
        return folder;
    }

    private static Path checked(Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw new UsageException("--out " + folder + " is a file. Name a folder that is new or empty.");
            }
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new UsageException("--out " + folder + " is not empty, and nothing is overwritten. Name a folder that is new or empty.");
                }
            }
        }
        return folder;
    }

    private record Sum(double y, double z) implements TaskFunction<Double, Double> {
        @Override
        public Double apply(Double x) {
            return (x + y) * z;
        }
    }

    /** {@code f(x, y, z=3) = (x + y) * z} for x = 2, 4, 6, 8 and a shared y = 4. */
    private void values(ParallelMap pmap, Path folder) {
        TaskFunction<Double, Double> f = new Sum(4, 3);
        try (SavedResults results = Run.save(pmap.name("f").over(List.of(2.0, 4.0, 6.0, 8.0)), folder, ContextFunction.ignoringContext(f), err())) {
            List<Double> values = Stream.iterate(0, i -> i + 1).limit(results.tasks()).map(i -> results.doubles(i)[0]).toList();
            out().println("f(x, y, z=3) = (x + y) * z for x = 2, 4, 6, 8 and y = 4: " + String.join(", ", values.stream()
                    .map(v -> String.format(java.util.Locale.ROOT, "%.0f", v)).toList()));
            out().println("  " + results.container() + ": /comp_0/result_0 to /comp_3/result_0");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(Reason.of(e), e);
        }
    }

    private void recording(ParallelMap pmap, Path folder) throws IOException {
        Path file = folder.resolve("recording.h5");
        SyntheticRecording.DEMO.write(file);
        Recording recording = Recording.open(file);
        var call = pmap.name("features").over(recording.chunks().channelsPerTask(CHANNELS_PER_TASK)).layout(Layout.STACKED);
        try (SavedResults results = Run.save(call, folder, ContextFunction.ignoringContext(DemoCommand::features), err())) {
            StackedDataset stacked = results.stacked(0);
            double[] first = stacked.read().doubles();
            out().println("root mean square and line length, " + recording.trials().count() + " trials x " + recording.channelNames().size()
                    + " channels, "
                    + results.tasks() + " tasks of " + CHANNELS_PER_TASK + " channels: stacked " + Shape.format(stacked.shape()) + ", first "
                    + String.join(", ", Arrays.stream(first).limit(2).mapToObj(v -> String.format(java.util.Locale.ROOT, "%.4f", v)).toList()));
            out().println("  " + results.container() + ": /" + stacked.name() + " (trial, channel, [rms, line length]) from " + file);
        }
    }

    /** Shape (channels, 2): root mean square and line length of each channel. */
    private static double[][] features(TrialChunk chunk) {
        double[] rms = new Rms().apply(chunk);
        double[] length = new LineLength().apply(chunk);
        double[][] features = new double[rms.length][];
        for (int c = 0; c < rms.length; c++) {
            features[c] = new double[] {rms[c], length[c]};
        }
        return features;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
