import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.SynthData;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.MtmFft;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.spectrum.Tapers;
import org.trialmap.signal.synth.WhiteNoise;
import org.trialmap.store.Existing;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/** The rows of analyses: from one HDF5 file to another, beside NumPy, SciPy and h5py at the same work. */
final class AnalysisRows {
    private final Bench bench;
    private final Path scratch;

    AnalysisRows(Bench bench, Path scratch) {
        this.bench = bench;
        this.scratch = scratch;
    }

    void row(String row) throws Exception {
        switch (row) {
            case "spectrum" -> compare(row, 0.4, new Sizes(5000, 1000, 32), FreqAnalysis.mtmfft(), "spectrum");
            case "spectrum-mean" -> compare(row, 0.3, new Sizes(5000, 1000, 32), FreqAnalysis.mtmfft().keeptrials(false), "mean");
            case "bandpass" -> compare(row, 0.25, new Sizes(500, 10_000, 10), bandpass(), "bandpass");
            case "one-trial" -> compare(row, 0.15, new Sizes(1, 1000, 32), FreqAnalysis.mtmfft(), "spectrum");
            case "many-trials" -> compare(row, 3.0, new Sizes(180_000, 50, 4), FreqAnalysis.mtmfft(), "spectrum");
            case "many-trials-driver" -> driver();
            case "spectrum-process" -> process();
            case "spectrum-512m" -> memory();
            case "linear" -> linear();
            case "hilbert" -> compare(row, null, new Sizes(500, 10_000, 10), Preprocessing.steps().hilbert(HilbertOutput.ANGLE), "hilbert");
            case "gzip" -> gzip();
            case "fft" -> fft();
            case "synthdata" -> synthdata();
            case "table" -> table();
            default -> throw new IllegalArgumentException("There is no row " + row + ".");
        }
    }

    /** Of a recording: trials, samples of each, channels. */
    record Sizes(int trials, int samples, int channels) {
}

    private static TrialMethod bandpass() {
        return Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40)));
    }

    /** White noise in {@code in.h5}. */
    Path noise(ParallelMap pmap, Sizes sizes) throws IOException {
        Path file = scratch.resolve("in.h5");
        return new SynthData(new WhiteNoise(), sizes.trials, sizes.samples, sizes.channels, 1000, 42).submit(pmap,
                ResultFile.at(file).withExisting(Existing.OVERWRITE)).join();
    }

    /** Once as a user would: open, select, run. The file of the last time is removed before the clock starts. Returns seconds. */
    double run(ParallelMap pmap, AnalysisMethod method, Path out) throws IOException {
        Files.deleteIfExists(out);
        long start = System.nanoTime();
        TrialChunks trials = Recording.open(scratch.resolve("in.h5")).chunks(Selection.all());
        Analysis.of(method, trials, ResultFile.at(out).withExisting(Existing.OVERWRITE)).run(pmap);
        return (System.nanoTime() - start) / 1e9;
    }

    private void compare(String name, Double limit, Sizes sizes, TrialMethod method, String theirs) throws Exception {
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            noise(pmap, sizes);
            Path out = scratch.resolve("out.h5");
            Bench.Series series = bench.compare(() -> run(pmap, method, out), theirs + " 2 " + sizes.trials + " " + sizes.samples);
            Bench.print(new Bench.Figure(name + "-wall", "s", limit), series, Bench.Cost::wall);
            Bench.print(new Bench.Figure(name + "-cpu", "s", null), series, Bench.Cost::cpu);
            if (name.equals("spectrum")) {
                Bench.Series floor = bench.compare(() -> run(pmap, method, out), "copy 2 1 1");
                Bench.print(new Bench.Figure("spectrum-beside-a-copy", "s", null), floor, Bench.Cost::wall);
            }
            Bench.print(new Bench.Figure(name + "-peak-rss", "MiB", null), Bench.peakMebibytes());
        }
    }

    /** The executor is a process of its own here, so that the CPU time of this one is the driver's. */
    private void driver() throws Exception {
        try (JavaSparkContext spark = Bench.spark("local-cluster[1,2,1024]")) {
            ParallelMap pmap = Bench.map(spark);
            Sizes sizes = new Sizes(180_000, 50, 4);
            noise(pmap, sizes);
            Path out = scratch.resolve("out.h5");
            Bench.Series series = bench.compare(() -> run(pmap, FreqAnalysis.mtmfft(), out), null);
            Bench.print(new Bench.Figure("many-trials-driver-cpu-per-trial", "us", 20.0), series, cost -> cost.main() / sizes.trials * 1e6);
        }
    }

    /** The launcher's own process, as a user starts it; how large it gets is measured at two sizes of the recording. */
    private void process() throws Exception {
        for (int trials : new int[] {5000, 20_000}) {
            try (JavaSparkContext spark = Bench.spark("local[2]")) {
                noise(Bench.map(spark), new Sizes(trials, 1000, 32));
            }
            double[] peak = {0};
            Bench.Series series = bench.compare(() -> {
                peak[0] = Math.max(peak[0], command());
                return 0;
            }, "program-spectrum 2 " + trials + " 1000");
            String name = "spectrum-process" + (trials == 5000 ? "" : "-" + trials);
            Bench.print(new Bench.Figure(name + "-wall", "s", trials == 5000 ? 4.0 : null), series, Bench.Cost::wall);
            Bench.print(new Bench.Figure(name + "-cpu", "s", null), series, Bench.Cost::cpu);
            Bench.print(new Bench.Figure(name + "-peak-rss", "MiB", 700.0), peak[0]);
        }
    }

    /** Returns the most memory that the process was seen to hold. */
    private double command() throws Exception {
        Path out = bench.folder().resolveSibling("process.h5");
        Process process = new ProcessBuilder(System.getProperty("bench.launcher"), "freqanalysis", scratch.resolve("in.h5").toString(), "--method", "mtmfft",
                "--overwrite", "--out", out.toString(), "--quiet").redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        double peak = 0;
        do { // the launcher's shell becomes Java itself
            peak = Math.max(peak, Bench.peakMebibytes(process.pid()));
        } while (!process.waitFor(50, TimeUnit.MILLISECONDS));
        Bench.check(process.exitValue() == 0);
        return peak;
    }

    /** Every job, once, in this process, which has a heap of 512 MiB. */
    private void memory() throws Exception {
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            for (Sizes sizes : List.of(new Sizes(5000, 1000, 32), new Sizes(500, 10_000, 10), new Sizes(180_000, 50, 4))) {
                noise(pmap, sizes);
                for (TrialMethod method : List.of(FreqAnalysis.mtmfft(), FreqAnalysis.mtmfft().keeptrials(false), bandpass())) {
                    run(pmap, method, scratch.resolve("out.h5"));
                }
            }
            Bench.print(new Bench.Figure("all-jobs-512m-peak-rss", "MiB", 700.0), Bench.peakMebibytes());
        }
    }

    /** Cost per trial at 1,000, 10,000 and 100,000 trials of 100 x 16. */
    private void linear() throws Exception {
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            for (int trials : new int[] {1000, 10_000, 100_000}) {
                noise(pmap, new Sizes(trials, 100, 16));
                Bench.Series series = bench.compare(() -> run(pmap, FreqAnalysis.mtmfft(), scratch.resolve("out.h5")), null);
                Bench.print(new Bench.Figure("linear-" + trials + "-wall-per-trial", "us", null), series, cost -> cost.wall() / trials * 1e6);
            }
        }
    }

    /** A spectrum of a file of deflated, shuffled chunks, as h5py and MATLAB write them: one trial and eight channels each. */
    private void gzip() throws Exception {
        Sizes sizes = new Sizes(1000, 1000, 32);
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            noise(pmap, sizes);
            String order = " 2 " + sizes.trials + " " + sizes.samples;
            if (!bench.python("deflate" + order)) {
                Bench.skip("gzip", "there is no h5py to write the file");
                return;
            }
            Bench.Series series = bench.compare(() -> run(pmap, FreqAnalysis.mtmfft(), scratch.resolve("out.h5")), "spectrum" + order);
            Bench.print(new Bench.Figure("gzip-wall", "s", null), series, Bench.Cost::wall);
            Bench.print(new Bench.Figure("gzip-cpu", "s", null), series, Bench.Cost::cpu);
        }
    }

    /** The transforms of the spectrum row alone, in one thread, without reading or writing; and of as many rows of other numbers of channels. */
    private void fft() throws Exception {
        for (int channels : new int[] {32, 1, 2, 4, 40, 138}) {
            fft(channels);
        }
    }

    private void fft(int channels) throws Exception {
        int samples = 1000;
        int trials = 160_000 / channels;
        int[] bins = java.util.stream.IntStream.rangeClosed(0, samples / 2).toArray();
        double[][] taper = Tapers.window("hann", samples, samples, java.util.Map.of());
        MtmFft fft = MtmFft.ofLength(samples, MtmFft.Setup.of(taper, bins, MtmFft.scale(samples, samples)));
        float[] x = new float[samples * channels];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 17 - 8;
        }
        Bench.Series series = bench.compare(() -> {
            for (int k = 0; k < trials; k++) {
                Bench.check(fft.power(x, channels)[channels] >= 0);
            }
            return 0;
        }, "transforms 2 " + trials + " " + channels);
        Bench.print(new Bench.Figure("fft-per-real-row" + (channels == 32 ? "" : "-" + channels), "us", null), series, cost -> cost.wall() / (trials * channels) * 1e6);
    }

    /** A spectrum of 2.4 million values as a table of Spark SQL: sums over all, and over two channels, whose condition is applied before reading. */
    private void table() throws Exception {
        Path file = scratch.resolve("out.h5");
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            noise(pmap, new Sizes(150, 1000, 32));
            run(pmap, FreqAnalysis.mtmfft(), file);
            SparkSession sql = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
            Bench.print(new Bench.Figure("table-2.4m-rows-wall", "s", 1.0), bench.compare(() -> sum(sql, file, "true", 150L * 501 * 32), null), Bench.Cost::wall);
            Bench.print(new Bench.Figure("table-2-of-32-channels-wall", "s", null), bench.compare(() -> sum(sql, file, "channel in ('channel01', 'channel02')", 150L * 501 * 2), null), Bench.Cost::wall);
        }
    }

    private static double sum(SparkSession sql, Path file, String condition, long rows) {
        Row sums = sql.read().format("trialmap").load(file.toString()).filter(condition).selectExpr("count(value)", "sum(value * freq)", "sum(time)", "count(channel)").first();
        Bench.check(sums.getLong(0) == rows);
        return 0;
    }

    private void synthdata() throws Exception {
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            Bench.Series series = bench.compare(() -> {
                Files.deleteIfExists(scratch.resolve("in.h5"));
                noise(pmap, new Sizes(5000, 1000, 32));
                return 0;
            }, null);
            Bench.print(new Bench.Figure("synthdata-5000x1000x32-wall", "s", null), series, Bench.Cost::wall);
        }
    }
}
