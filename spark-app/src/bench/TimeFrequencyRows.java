import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.spectrum.Toi;

/** Time-frequency analyses, and Slepian tapers, of trials of 2000 samples x 16 channels at 5 to 100 Hz, beside NumPy programs in single precision whose transforms have two threads. */
final class TimeFrequencyRows {
    static final List<String> NAMES = List.of("wavelet", "superlet", "mtmconvol", "welch", "multitaper");
    private static final int SAMPLES = 2000;
    private static final int CHANNELS = 16;
    /** 96 steps of 1 Hz from 5 Hz on, as bench.py has them. */
    private static final Frequencies FOI = Frequencies.nearest(IntStream.rangeClosed(5, 100).asDoubleStream().toArray());
    private static final double SINGLE_PRECISION = 1e-4;

    private final Bench bench;
    private final Path scratch;

    TimeFrequencyRows(Bench bench, Path scratch) {
        this.bench = bench;
        this.scratch = scratch;
    }

    void row(String row) throws Exception {
        switch (row) {
            case "wavelet" -> compare(row, 20, FreqAnalysis.wavelet().frequencies(FOI));
            case "superlet" -> compare(row, 20, FreqAnalysis.superlet(10).frequencies(FOI));
            case "mtmconvol" -> few(row, FreqAnalysis.mtmconvol(0.4).toi(Toi.overlap(0.9)).frequencies(FOI));
            case "welch" -> few(row, FreqAnalysis.welch(0.4).frequencies(FOI));
            default -> compare(row, 500, FreqAnalysis.mtmfft().tapsmofrq(5).frequencies(FOI));
        }
    }

    /** Of 20 trials the run itself is the cost; so of 500 as well. */
    private void few(String row, TrialMethod method) throws Exception {
        compare(row, 20, method);
        compare(row, row + "-500", 500, method);
    }

    private void compare(String row, int trials, TrialMethod method) throws Exception {
        compare(row, row, trials, method);
    }

    /** @param row of bench.py */
    private void compare(String row, String name, int trials, TrialMethod method) throws Exception {
        try (JavaSparkContext spark = Bench.spark("local[2]")) {
            ParallelMap pmap = Bench.map(spark);
            AnalysisRows rows = new AnalysisRows(bench, scratch);
            rows.noise(pmap, new AnalysisRows.Sizes(trials, SAMPLES, CHANNELS));
            String order = row + " 2 " + trials + " " + SAMPLES;
            Bench.Series series = bench.compare(() -> rows.run(pmap, method, scratch.resolve("out.h5")), order);
            Bench.print(new Bench.Figure(name + "-wall", "s", null), series, Bench.Cost::wall);
            Bench.print(new Bench.Figure(name + "-cpu", "s", null), series, Bench.Cost::cpu);
            Bench.print(new Bench.Figure(name + "-difference", "of the largest power", SINGLE_PRECISION), bench.difference(order, scratch.resolve("out.h5")));
        }
    }
}
