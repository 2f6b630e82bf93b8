import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/** Commands with a process that waits (TRIALMAP_RESIDENT=on) and the same without, each a process as a user starts it. */
final class ResidentRow {
    /** The process that waits is started by the command before and rehearses; how long that takes depends on the machine. */
    private static final long REHEARSAL_MILLIS = 15_000;

    private final Bench bench;
    private final Path scratch;

    ResidentRow(Bench bench, Path scratch) {
        this.bench = bench;
        this.scratch = scratch;
    }

    void row() throws Exception {
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            new AnalysisRows(bench, scratch).noise(Bench.map(spark), new AnalysisRows.Sizes(5000, 1000, 32));
        }
        String in = scratch.resolve("in.h5").toString();
        List<String> spectrum = List.of("freqanalysis", in, "--overwrite", "--quiet", "--out", scratch.resolve("out.h5").toString());
        compare("spectrum", 0.6, spectrum);
        compare("one-trial", 0.15, Stream.concat(spectrum.stream(), Stream.of("--trials", "0")).toList());
        compare("plan", 0.1, Stream.concat(spectrum.stream(), Stream.of("--plan")).toList());
        compare("info", 0.1, List.of("info", in));
    }

    /** In turns, three times each. */
    private void compare(String name, double limit, List<String> words) throws Exception {
        Bench.Cost[] cold = new Bench.Cost[3];
        Bench.Cost[] warm = new Bench.Cost[cold.length];
        for (int i = 0; i < cold.length; i++) {
            cold[i] = Bench.measure(() -> command("off", words));
            command("on", words);
            Thread.sleep(REHEARSAL_MILLIS);
            warm[i] = Bench.measure(() -> command("on", words));
            command("on", List.of("resident", "stop"));
        }
        Bench.print(new Bench.Figure("resident-" + name + "-wall", "s", limit), new Bench.Series(List.of(warm), List.of()), Bench.Cost::wall);
        Bench.print(new Bench.Figure("resident-" + name + "-without", "s", null), new Bench.Series(List.of(cold), List.of()), Bench.Cost::wall);
    }

    private static double command(String resident, List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(System.getProperty("bench.launcher")), words.stream()).toList()).redirectErrorStream(true);
        builder.environment().put("TRIALMAP_RESIDENT", resident);
        builder.environment().remove("CI");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(words + " failed: " + said);
        }
        return 0;
    }
}
