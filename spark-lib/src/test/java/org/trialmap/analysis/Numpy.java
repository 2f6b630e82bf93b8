package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.References;

/** Holds result files against NumPy and SciPy, which read the recording with h5py and compute in float64. */
public final class Numpy {
    /** {@code trials} of the recording as arrays (sample, channel) in float64, {@code out} the result's data, {@code rows} of each trial in it. */
    private static final String READ = """
            import sys, json, h5py, numpy as np, scipy.signal as ss
            from scipy.signal import windows
            recording, result, arg = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
            with h5py.File(recording) as f:
                x = f['data'][()].astype('f8')
                trials = [x[int(a):int(b)] for a, b in f['trialdefinition'][:, :2]]
            with h5py.File(result) as f:
                out = f['data'][()]
                rows = [out[int(a):int(b)] for a, b in f['trialdefinition'][:, :2]]
                definition = f['trialdefinition'][()]
                freq = f['freq'][()] if 'freq' in f else None
                attrs = dict(f.attrs)
            fs = 1000.0
            def spectrum(x, tapers, n, detrend, ft=False, demean=False):
                if detrend is not None: x = ss.detrend(x, axis=0, type=['constant', 'linear'][detrend])
                l = len(x)
                t = tapers[:, :, None] * x[None]
                if demean: t = t - t.mean(axis=1, keepdims=True)
                return np.fft.rfft(t, n, axis=1) * np.sqrt(2) / (n if ft else l * np.sqrt(n / l))
            def window(name, l, n, *par):
                w = windows.get_window((name, *par) if par else name, l, fftbins=False)
                return (w * (np.sqrt(n / w.sum()) * (1 if name == 'boxcar' else np.sqrt(4 / 3))))[None]
            def dpss(l, n, nw, k):
                return windows.dpss(l, nw, k) * np.sqrt(n)
            """;
    /** Prints the largest difference relative to the largest magnitude expected, over all trials. */
    private static final String COMPARE = """

            assert len(rows) == len(want), (len(rows), len(want))
            top = max(abs(w).max() for w in want)
            for r, w in zip(rows, want): assert r.shape == w.shape, (r.shape, w.shape)
            print(max(abs(r - w).max() for r, w in zip(rows, want)) / top)
            """;

    private Numpy() {}

    /** @param want Python that sets {@code want}, an array per trial; finds the JSON {@code arg} */
    public static void assertClose(Path recording, Path result, String arg, double tolerance, String want) {
        List<String> script = new ArrayList<>(List.of(READ, want, COMPARE));
        double difference = Double.parseDouble(References.scipy(String.join("", script), recording.toString(), result.toString(), arg).strip());
        assertTrue(difference <= tolerance, () -> "largest difference " + difference + " of the maximum, for " + arg);
    }

    /** Runs Python on the same names; what fails is an assertion in it. */
    public static String check(Path recording, Path result, String python) {
        return References.scipy(READ + python, recording.toString(), result.toString(), "null").strip();
    }
}
