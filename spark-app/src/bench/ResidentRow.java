import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/** Commands with a process that waits (TRIALMAP_RESIDENT=on) and the same without, beside a program in Python: each a process as a user starts it. */
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
        compare("spectrum", 0.6, spectrum, "program-spectrum 2 5000 1000");
        compare("one-trial", 0.15, Stream.concat(spectrum.stream(), Stream.of("--trials", "0")).toList(), "program-spectrum 2 1 1000");
        compare("plan", 0.1, Stream.concat(spectrum.stream(), Stream.of("--plan")).toList(), null);
        compare("info", 0.1, List.of("info", in), "program-info 2 1 1");
    }

    /** In turns, three times each. */
    private void compare(String name, double limit, List<String> words, String order) throws Exception {
        Bench.Cost[] cold = new Bench.Cost[3];
        Bench.Cost[] warm = new Bench.Cost[cold.length];
        List<Bench.Cost> python = new ArrayList<>();
        for (int i = 0; i < cold.length; i++) {
            cold[i] = Bench.measure(() -> command("off", words));
            command("on", words);
            Thread.sleep(REHEARSAL_MILLIS);
            Bench.check(!said("on", List.of("resident", "status")).startsWith("No process waits"));
            warm[i] = Bench.measure(() -> command("on", words));
            command("on", List.of("resident", "stop"));
            if (order != null) {
                bench.theirs(order).ifPresent(python::add);
            }
        }
        Bench.print(new Bench.Figure("resident-" + name + "-wall", "s", limit), new Bench.Series(List.of(warm), python), Bench.Cost::wall);
        Bench.print(new Bench.Figure("resident-" + name + "-without", "s", null), new Bench.Series(List.of(cold), python), Bench.Cost::wall);
    }

    private static double command(String resident, List<String> words) throws IOException, InterruptedException {
        said(resident, words);
        return 0;
    }

    private static String said(String resident, List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(System.getProperty("bench.launcher")), words.stream()).toList()).redirectErrorStream(true);
        builder.environment().put("TRIALMAP_RESIDENT", resident);
        builder.environment().keySet().removeAll(List.of("CI", "SPARK_HOME", "SPARK_CONF_DIR", "SPARK_SCALA_VERSION")); // with these, none waits
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(words + " failed: " + said);
        }
        return said;
    }
}
