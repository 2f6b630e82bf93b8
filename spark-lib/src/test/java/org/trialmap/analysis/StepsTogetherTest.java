package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.References;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;

/** All steps of preprocessing with each other, against NumPy and SciPy in float64. */
class StepsTogetherTest {
    /** Steps in the order of the definition: detrend, score, detrend and filter, rectify or Hilbert. */
    private static final String STEPS = """
            import sys, json, h5py, numpy as np, scipy.signal as ss
            def sinc(order):
                n = order + order % 2; m = np.arange(n + 1) - n // 2
                h = 0.06 * np.sinc(0.06 * m) * (0.54 - 0.46 * np.cos(2 * np.pi * np.arange(n + 1) / n))
                return h / h.sum()
            def minphase(h):
                n = int(2 ** np.ceil(np.log2(len(h) * 1000)))
                c = np.fft.ifft(np.log(np.maximum(np.abs(np.fft.fft(h, n)), 1e-8))).real
                c[1:n // 2] += c[:n // 2:-1]; c[n // 2 + 1:] = 0
                return np.fft.ifft(np.exp(np.fft.fft(c))).real[:len(h)]
            sos = ss.butter(4, 30, 'lp', fs=1000, output='sos')
            h = sinc(60)
            same = lambda x, h: np.stack([np.convolve(c, h)[len(h) // 2:][:len(x)] for c in x.T], axis=1)
            filters = {
                'but-onepass': lambda x: ss.sosfilt(sos, x, axis=0), 'but-twopass': lambda x: ss.sosfiltfilt(sos, x, axis=0),
                'firws-onepass': lambda x: same(x, h), 'firws-twopass': lambda x: same(same(x, h), h),
                'firws-onepass-minphase': lambda x: np.stack([np.convolve(c, minphase(h))[:len(x)] for c in x.T], axis=1)}
            def detrend(x, order):
                if order is None: return x
                t = np.arange(len(x)) - (len(x) - 1) / 2
                y = x - x.mean(0)
                return y if order == 0 else y - np.outer(t, t @ y / (t @ t))
            def steps(x, zscore, order, name, last):
                if zscore:
                    x = detrend(x, order)
                    x = (x - x.mean(0)) / x.std(0)
                x = detrend(x, order)
                if name != 'none': x = filters[name](x)
                return dict(none=lambda x: x, rectify=np.abs, abs=lambda x: abs(ss.hilbert(x, axis=0)), angle=lambda x: np.angle(ss.hilbert(x, axis=0)))[last](x)
            """;
    private static final String COMPARE = STEPS + """
            worst = (0, '')
            with h5py.File(sys.argv[1]) as f:
                x = f['data'][()].astype('f8')
                trials = [x[int(a):int(b)] for a, b in f['trialdefinition'][:, :2]]
            for line in sys.argv[2].split('\\n'):
                path, *arg = json.loads(line)
                with h5py.File(path) as f: out = f['data'][()]
                want = np.concatenate([steps(t, *arg) for t in trials])
                off = abs(out - want)
                if arg[3] == 'angle': off = np.minimum(off, 2 * np.pi - off)
                worst = max(worst, (off.max() / abs(want).max(), str(arg)))
            print(*worst, sep=';')
            """;

    @TempDir
    Path folder;

    private static List<Filter> filters() {
        Band band = Band.of(FilterType.LP, 30);
        List<Filter> filters = new ArrayList<>();
        filters.add(null);
        for (Filter.Direction direction : List.of(Filter.Direction.ONEPASS, Filter.Direction.TWOPASS)) {
            filters.add(Filter.but(band).direction(direction));
        }
        for (Filter.Direction direction : Filter.Direction.values()) {
            filters.add(Filter.firws(band).order(60).direction(direction));
        }
        return filters;
    }

    private Path run(Preprocessing method, Path recording, int number) throws IOException {
        Path out = folder.resolve("out" + number + ".h5");
        return Analysis.of(method, Recording.open(recording).chunks(), ResultFile.at(out)).run(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN));
    }

    private static String arguments(Path result, Preprocessing method) {
        String filter = method.filter().map(f -> f.options().get("filter_class") + "-" + f.options().get("direction")).orElse("none");
        String last = method.rectify() ? "rectify" : method.hilbert().map(HilbertOutput::toString).orElse("none");
        return "[\"%s\", %b, %s, \"%s\", \"%s\"]".formatted(result, method.zscore(), Polyremoval.value(method.polyremoval()), filter, last);
    }

    /** A strong line on every channel, so that what is taken off when shows. */
    @ParameterizedTest
    @CsvSource({"FLOAT64, 1e-8", "FLOAT32, 1e-6", "INT16, 1e-6", "INT32, 1e-8"})
    void everyPairOfStepsIsAsDefined(DType dtype, double tolerance) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), dtype, 3);
        List<String> lines = new ArrayList<>();
        for (boolean zscore : new boolean[] {false, true}) {
            for (Detrend polyremoval : Detrend.values()) {
                for (Filter filter : filters()) {
                    Preprocessing steps = Preprocessing.steps().zscore(zscore).polyremoval(polyremoval);
                    Preprocessing filtered = filter == null ? steps : steps.filter(filter);
                    for (Preprocessing method : List.of(filtered, filtered.rectify(true), filtered.hilbert(HilbertOutput.ABS))) {
                        if (dtype == DType.FLOAT64 || filter != null && lines.size() % 5 == 0 || filter == null) {
                            lines.add(arguments(run(method, recording, lines.size()), method));
                        }
                    }
                }
            }
        }
        String[] worst = References.scipy(COMPARE, recording.toString(), String.join("\n", lines)).strip().split(";");
        assertTrue(Double.parseDouble(worst[0]) <= tolerance, () -> String.join(" of the maximum for ", worst));
    }

    @ParameterizedTest
    @EnumSource(value = Detrend.class)
    void scoresHaveTheMean0AndTheDeviation1(Detrend polyremoval) throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT64, 2);
        Path result = run(Preprocessing.steps().zscore(true).polyremoval(polyremoval), recording, 0);
        assertEquals("True", Numpy.check(recording, result, "print(all(np.allclose(r.std(0), 1, rtol=1e-12) and abs(r.mean(0)).max() < 1e-12 for r in rows))"));
    }

    /** Channel 0 is a line, of which nothing but rounding is left. */
    @ParameterizedTest
    @CsvSource({"0.3, 1e-3", "1e6, 0.1", "0.1, 0"})
    void aLineHasNoScores(double begin, double slope) throws IOException {
        Path file = folder.resolve("line.h5");
        double[] samples = new double[2 * 1000];
        for (int s = 0; s < 1000; s++) {
            samples[2 * s] = begin + slope * s;
            samples[2 * s + 1] = Math.sin(s);
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(samples, 1000, 2));
        }
        MapFailedException failed = assertThrows(MapFailedException.class,
                () -> run(Preprocessing.steps().zscore(true).polyremoval(Detrend.LINE), file, 0));
        assertTrue(failed.getMessage().contains("IllegalArgumentException: In trial 0 only rounding errors are left of the channel 'channel1' without its straight line"
                + " (polyremoval 1), so it has no scores: its deviation is 0. Leave the channel out with channels(...), or leave out zscore(true)."),
                failed.getMessage());
    }

    @Test
    void aLargeOffsetIsNoLine() throws IOException {
        Path recording = Recordings.uneven(folder.resolve("r.h5"), DType.INT32, 2);
        Path result = run(Preprocessing.steps().zscore(true).polyremoval(Detrend.LINE), recording, 0);
        Numpy.assertClose(recording, result, "null", 1e-8, "want = [ss.detrend(t, axis=0) for t in trials]\nwant = [w / w.std(0) for w in want]");
    }
}
