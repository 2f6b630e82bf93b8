package org.trialmap.signal.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.fft.FftReference;
import org.trialmap.task.RandomAlgorithm;

/** Synthetic trials: compared with numpy for the same noise, and against what theory says of moments and spectra. */
class SyntheticSignalTest {
    private static final double FS = 1000;

    static UniformRandomProvider stream(int trial) {
        return RandomAlgorithm.XOSHIRO256PP.stream(42, trial);
    }

    static Stream<SyntheticSignal> all() {
        return Stream.of(new WhiteNoise(), new LinearTrend(-3), new Harmonic(40), PhaseDiffusion.of(40, 0.1),
                PhaseDiffusion.of(40, 3).increments(PhaseDiffusion.Increments.ABSOLUTE).start(PhaseDiffusion.Start.RANDOM).values(PhaseDiffusion.Values.PHASE),
                Ar2Network.DEFAULT, RedNoise.of(0.9).settling(10), new PoissonNoise(PoissonNoise.DEFAULT_INTENSITY));
    }

    /** The normal values that a generator draws from a trial's stream, after some uniform ones. */
    private static double[] normals(int trial, int uniforms, int values) {
        UniformRandomProvider random = stream(trial);
        for (int i = 0; i < uniforms; i++) {
            random.nextDouble();
        }
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] noise = new double[values];
        for (int i = 0; i < values; i++) {
            noise[i] = normal.sample();
        }
        return noise;
    }

    @ParameterizedTest
    @MethodSource("all")
    void aTrialDependsOnItsStreamOnly(SyntheticSignal signal) throws IOException, ClassNotFoundException {
        for (int samples : new int[] {1, 2, 3, 97}) {
            float[] x = signal.trial(samples, 2, FS, stream(7));
            assertEquals(samples * 2, x.length);
            signal.trial(samples, 2, FS, stream(6));
            assertArrayEquals(x, signal.trial(samples, 2, FS, stream(7)));
            assertArrayEquals(x, copy(signal).trial(samples, 2, FS, stream(7)));
            for (float value : x) {
                assertTrue(Float.isFinite(value));
            }
        }
        boolean steady = signal instanceof LinearTrend || signal instanceof Harmonic;
        assertEquals(steady, Arrays.equals(signal.trial(97, 2, FS, stream(7)), signal.trial(97, 2, FS, stream(8))));
        assertEquals(signal, copy(signal));
        assertEquals(signal.keywords(), copy(signal).keywords());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aShorterTrialIsTheBeginningOfALongerOne(SyntheticSignal signal) {
        if (!(signal instanceof LinearTrend)) {
            assertArrayEquals(signal.trial(31, 2, FS, stream(1)), Arrays.copyOf(signal.trial(97, 2, FS, stream(1)), 62));
        }
    }

    private static SyntheticSignal copy(SyntheticSignal signal) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(signal);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (SyntheticSignal) in.readObject();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 2", "97, 1", "1000, 5"})
    void linesAndRhythmsAreNumpysInEveryChannel(int samples, int channels) {
        double[] line = FftReference.compute("n, c = arg\ny = np.column_stack(c * [np.linspace(0, -2.5, n)])", new double[1], samples, channels);
        FftReference.assertClose(line, FftReference.doubles(new LinearTrend(-2.5).trial(samples, channels, FS, stream(0))), 1e-7, "line");
        double[] rhythm = FftReference.compute("n, c = arg\ny = np.column_stack(c * [np.cos(2 * np.pi * 33.3 * np.arange(n) / 512)])", new double[1], samples, channels);
        FftReference.assertClose(rhythm, FftReference.doubles(new Harmonic(33.3).trial(samples, channels, 512, stream(0))), 1e-7, "rhythm");
    }

    @Test
    void whiteNoiseIsNormal() {
        float[] x = new WhiteNoise().trial(400_000, 5, FS, stream(3));
        assertArrayEquals(FftReference.floats(normals(3, 0, x.length)), x);
        // mean, variance, skewness, kurtosis, the Kolmogorov-Smirnov distance, the correlation of neighbouring samples and channels
        double[] found = FftReference.compute("import scipy.stats as st\nx2 = x.reshape(-1, 5)\ny = [x.mean(), x.var(), st.skew(x), st.kurtosis(x), st.kstest(x, 'norm')[0],"
                + " (x2[1:] * x2[:-1]).mean(), (x2[:, 1:] * x2[:, :-1]).mean()]", FftReference.doubles(x));
        assertArrayEquals(new double[] {0, 1, 0, 0, 0, 0, 0}, found, 0.006);
        assertTrue(found[4] < 0.00115, "within the 99 % limit of the distance for 2,000,000 values");
        assertEquals(0, found[0], 0.002);
        assertEquals(1, found[1], 0.003);
    }

    @ParameterizedTest
    @EnumSource(PhaseDiffusion.Start.class)
    void phasesAreNumpysSumsOfTheSameNoise(PhaseDiffusion.Start start) {
        int channels = 3;
        double[] noise = normals(5, start == PhaseDiffusion.Start.RANDOM ? channels : 0, 997 * channels);
        double[] initial = new double[channels];
        UniformRandomProvider random = stream(5);
        for (int c = 0; c < channels && start == PhaseDiffusion.Start.RANDOM; c++) {
            initial[c] = random.nextDouble();
        }
        String script = """
                eps, start, cosine = arg
                x = x.reshape(-1, 3)
                w = 2 * np.pi * 62.5
                y = w * np.arange(len(x))[:, None] / 500 + 2 * np.pi * np.array(start) + np.cumsum(np.sqrt(eps / 500) * x, axis=0)
                y = np.cos(y) if cosine else y
                """;
        PhaseDiffusion diffusion = PhaseDiffusion.of(62.5, 0.2).start(start);
        double rate = 2 * Math.PI * 62.5 * 0.2;
        FftReference.assertClose(FftReference.compute(script, noise, rate, Arrays.toString(initial), 1),
                FftReference.doubles(diffusion.trial(997, channels, 500, stream(5))), 1e-7, "relative, cosine");
        FftReference.assertClose(FftReference.compute(script, noise, 0.2, Arrays.toString(initial), 1),
                FftReference.doubles(diffusion.increments(PhaseDiffusion.Increments.ABSOLUTE).trial(997, channels, 500, stream(5))), 1e-7, "absolute, cosine");
        FftReference.assertClose(FftReference.compute(script, noise, rate, Arrays.toString(initial), 0),
                FftReference.doubles(diffusion.values(PhaseDiffusion.Values.PHASE).trial(997, channels, 500, stream(5))), 1e-7, "relative, phase");
    }

    @Test
    void phaseDiffusionHasALorentzianLineOfItsWidth() {
        // The autocorrelation of cos(phase) is cos(2 pi f lag) exp(-D lag / 2) / 2 with D = 2 pi * width.
        double freq = 50;
        double eps = 0.1;
        int channels = 400;
        float[] x = PhaseDiffusion.of(freq, eps).start(PhaseDiffusion.Start.RANDOM).trial(5000, channels, FS, stream(9));
        double[] squares = new double[101];
        for (int lag : new int[] {0, 10, 20, 40, 100}) {
            double sum = 0;
            for (int i = lag * channels; i < x.length; i++) {
                sum += x[i] * x[i - lag * channels];
            }
            squares[lag] = sum / (x.length - lag * channels);
            double expected = 0.5 * Math.cos(2 * Math.PI * freq * lag / FS) * Math.exp(-Math.PI * freq * eps * lag / FS);
            assertEquals(expected, squares[lag], 0.003, "lag " + lag);
        }
    }

    @Test
    void withoutDiffusionThereIsARhythm() {
        assertArrayEquals(new Harmonic(40).trial(500, 2, FS, stream(1)), PhaseDiffusion.of(40, 0).trial(500, 2, FS, stream(1)));
    }

    private static final String RECURSION = """
            adj, a1, a2, skip = arg
            adj = np.array(adj)
            x = x.reshape(-1, len(adj))
            y = x.copy()
            for t in range(2, len(x)):
                y[t] += (a1 * np.eye(len(adj)) + adj.T) @ y[t - 1] + a2 * y[t - 2]
            y = y[skip:]
            """;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 1", "97, 0", "97, 50"})
    void networksAreNumpysRecursionOfTheSameNoise(int samples, int settling) {
        double[][] adjMat = {{0, 0.1, 0}, {0.25, 0, -0.2}, {0, 0, 0.05}};
        double[] expected = FftReference.compute(RECURSION, normals(2, 0, 3 * (samples + settling)), Arrays.deepToString(adjMat), 0.5, -0.7, settling);
        Ar2Network network = Ar2Network.of(adjMat).alphas(0.5, -0.7).settling(settling);
        FftReference.assertClose(expected, FftReference.doubles(network.trial(samples, 3, FS, stream(2))), 1e-7, "network");
        double[] red = FftReference.compute(RECURSION, normals(2, 0, 2 * (samples + settling)), "[[0, 0], [0, 0]]", 0.95, 0, settling);
        FftReference.assertClose(red, FftReference.doubles(RedNoise.of(0.95).settling(settling).trial(samples, 2, FS, stream(2))), 1e-7, "red");
    }

    @Test
    void networksHaveTheCovarianceOfLyapunovsEquationAndSciPysSpectrum() {
        float[] x = Ar2Network.DEFAULT.settling(200).trial(1_000_000, 2, 200, stream(4));
        double[] found = FftReference.compute(
                """
                        import scipy.linalg
                        x = x.reshape(-1, 2)
                        A = np.block([[np.array([[.55, .25], [0, .55]]), -.8 * np.eye(2)], [np.eye(2), np.zeros((2, 2))]])
                        S = scipy.linalg.solve_discrete_lyapunov(A, np.diag([1., 1, 0, 0]))[:2, :2]
                        f, p = scipy.signal.welch(x[:, 1], 200, nperseg=200, detrend=False)
                        fine = np.arange(30, 50, 1e-3)
                        theory = abs(scipy.signal.freqz([1], [1, -.55, .8], f, fs=200)[1]) ** 2 * 2 / 200
                        y = [*((np.cov(x.T) - S) / S[1, 1]).ravel(), x.mean() / 2, f[p.argmax()], f[theory.argmax()], abs(p / theory - 1)[1:-1].max(), S[1, 1], fine[abs(scipy.signal.freqz([1], [1, -.55, .8], fine, fs=200)[1]).argmax()]]
                        """,
                FftReference.doubles(x));
        assertArrayEquals(new double[4], Arrays.copyOf(found, 4), 0.01);
        assertEquals(0, found[4], 0.003);
        assertEquals(found[6], found[5], "the peak is SciPy's");
        assertEquals(Ar2Network.peakHz(0.55, -0.8, 200), found[5], 0.5);
        assertEquals(found[9], Ar2Network.peakHz(0.55, -0.8, 200), 6e-4);
        assertTrue(found[7] < 0.06, "the spectrum follows SciPy's, but for " + found[7]);
        assertEquals(1.8 / (0.2 * (1.8 * 1.8 - 0.55 * 0.55)), found[8], 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.99})
    void redNoiseHasItsVarianceFromTheFirstSampleWhereItSettles(double alpha) {
        float[] x = RedNoise.of(alpha).settling((int) (5 / (1 - alpha))).trial(3, 200_000, FS, stream(6));
        for (int s = 0; s < 3; s++) {
            double[] squares = new double[2];
            for (int c = 0; c < 200_000; c++) {
                squares[0] += x[s * 200_000 + c] * (double) x[s * 200_000 + c];
                squares[1] += x[s * 200_000 + c] * (double) x[c];
            }
            assertEquals(1, squares[0] / 200_000 * (1 - alpha * alpha), 0.012, "variance of sample " + s);
            assertEquals(Math.pow(alpha, s), squares[1] / 200_000 * (1 - alpha * alpha), 0.012, "covariance with sample " + s);
        }
        float[] unsettled = RedNoise.of(alpha).trial(2, 100_000, FS, stream(6));
        assertArrayEquals(new WhiteNoise().trial(2, 100_000, FS, stream(6)), unsettled, "the first two samples are white");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 1, 30, 1000})
    void poissonNoiseCountsAsTheorySays(double intensity) {
        float[] x = new PoissonNoise(intensity).trial(100_000, 3, FS, stream(8));
        double[] found = FftReference.compute("m = arg[0]\nimport scipy.stats as st\nk = np.arange(int(m + 12 * np.sqrt(m)) + 3)\n"
                + "p = np.cumsum(np.bincount(x.astype(int), minlength=len(k)) / len(x))\n"
                + "y = [x.mean() / m, x.var() / m, abs(p[:len(k)] - st.poisson.cdf(k, m)).max(), (x != np.floor(x)).sum(), x.min()]",
                FftReference.doubles(x), intensity);
        assertEquals(1, found[0], 3 / Math.sqrt(intensity * x.length));
        assertEquals(1, found[1], 4 * Math.sqrt((2 + 1 / intensity) / x.length));
        assertTrue(found[2] < 1.63 / Math.sqrt(x.length), "the distribution is SciPy's, but for " + found[2]);
        assertEquals(0, found[3], "counts");
        assertTrue(found[4] >= 0);
        assertArrayEquals(new float[6], new PoissonNoise(0).trial(2, 3, FS, stream(8)));
    }

    @Test
    void parametersAreNamedAsInSyncopy() {
        assertEquals(Map.of(), new WhiteNoise().keywords());
        assertEquals(Map.of("y_max", 2.0), new LinearTrend(2).keywords());
        assertEquals(Map.of("freq", 40.0), new Harmonic(40).keywords());
        assertEquals("{freq=40.0, eps=0.1, increments=relative, rand_ini=false, return_phase=false}", PhaseDiffusion.of(40, 0.1).keywords().toString());
        assertEquals("{AdjMat=[[0.0, 0.0], [0.25, 0.0]], alphas=[0.55, -0.8], settling=0}", Ar2Network.DEFAULT.keywords().toString());
        assertEquals("{alpha=0.9, settling=0}", RedNoise.of(0.9).keywords().toString());
        assertEquals(Map.of("intensity", 0.1), new PoissonNoise(0.1).keywords());
        assertEquals(List.of("white_noise", "linear_trend", "harmonic", "phase_diffusion", "phase_diffusion", "ar2_network", "red_noise", "poisson_noise"),
                all().map(SyntheticSignal::function).toList());
        assertFalse(Ar2Network.DEFAULT.equals(Ar2Network.DEFAULT.alphas(0.5, -0.8)));
        assertEquals(Ar2Network.DEFAULT, Ar2Network.of(new double[][] {{0, 0}, {0.25, 0}}));
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesEmptyTrials(SyntheticSignal signal) {
        String name = signal.function();
        assertRefused("A trial of 0 samples x 2 channels of " + name + " was asked for. There is at least 1 of each. Correct nSamples or nChannels.",
                () -> signal.trial(0, 2, FS, stream(0)));
        assertRefused("A trial of 5 samples x 0 channels of " + name + " was asked for. There is at least 1 of each. Correct nSamples or nChannels.",
                () -> signal.trial(5, 0, FS, stream(0)));
        assertRefused("A trial of " + name + " with a samplerate of NaN Hz was asked for. A samplerate is a positive number. Correct samplerate.",
                () -> signal.trial(5, 2, Double.NaN, stream(0)));
    }

    @Test
    void refusesFrequenciesThatTheSamplerateCannotHold() {
        assertRefused("The frequency of harmonic, 500.0 Hz, is not below the Nyquist frequency, 500.0 Hz at a samplerate of 1000.0 Hz. Such a rhythm would"
                + " appear at another frequency. Use a lower freq or a higher samplerate.", () -> new Harmonic(500).trial(5, 2, FS, stream(0)));
        assertRefused("The frequency of phase_diffusion, 501.0 Hz, is not below the Nyquist frequency, 500.0 Hz at a samplerate of 1000.0 Hz. Such a rhythm"
                + " would appear at another frequency. Use a lower freq or a higher samplerate.", () -> PhaseDiffusion.of(501, 0.1).trial(5, 2, FS, stream(0)));
        assertRefused("The frequency of harmonic is 0.0 Hz. A rhythm has a positive frequency. Correct freq.", () -> new Harmonic(0));
        assertRefused("The frequency of phase_diffusion is NaN Hz. A rhythm has a positive frequency. Correct freq.", () -> PhaseDiffusion.of(Double.NaN, 0.1));
    }

    @Test
    void refusesParametersOutOfRange() {
        assertRefused("The last value of linear_trend is Infinity. A line ends at a number that float32 holds. Correct y_max.",
                () -> new LinearTrend(Double.POSITIVE_INFINITY));
        assertRefused("The diffusion of phase_diffusion is eps = -0.1. It is the size of a variance, 0 or more. Correct eps.", () -> PhaseDiffusion.of(40, -0.1));
        for (double alpha : new double[] {1, -0.1, Double.NaN}) {
            assertRefused("The parameter of red_noise is alpha = " + alpha + ". It lies in [0, 1): from 1 on the process grows without limit. Correct alpha.",
                    () -> RedNoise.of(alpha));
        }
        assertRefused("red_noise was asked to settle for -1 samples. That many are left out in front of a trial, 0 or more. Correct settling.",
                () -> RedNoise.of(0.5).settling(-1));
        for (double intensity : new double[] {-1, 1000001, Double.NaN}) {
            assertRefused("The intensity of poisson_noise is " + intensity + " spikes per sampling interval. It is a number from 0 to 1000000: counts stay exact in"
                    + " float32. Correct intensity.", () -> new PoissonNoise(intensity));
        }
    }

    @Test
    void refusesNetworksThatAreNoneOrGrow() {
        assertRefused("The AdjMat of ar2_network has 2 rows, row 1 has 3 entries. Entry (i, j) is the strength from channel i to channel j, so the matrix is"
                + " square. Correct AdjMat.", () -> Ar2Network.of(new double[][] {{0, 0}, {0, 0, 0}}));
        assertRefused("The AdjMat of ar2_network is empty. It has a row and a column for every channel. Correct AdjMat.", () -> Ar2Network.of(new double[0][]));
        assertRefused("A trial of 3 channels of ar2_network was asked for, the AdjMat has 2. Every channel has a row and a column in it. Correct nChannels or"
                + " AdjMat.", () -> Ar2Network.DEFAULT.trial(5, 3, FS, stream(0)));
        String unstable = "The ar2_network with alphas %s and an AdjMat of 2 channels is not stable: its largest root has the magnitude %s. Only below 1 does it not"
                + " grow without limit. Alone, a channel takes |alpha2| < 1 and |alpha1| < 1 - alpha2. Use smaller alphas or weaker couplings.";
        assertRefused(unstable.formatted("0.0, -1.0", "1.0"), () -> Ar2Network.DEFAULT.alphas(0, -1));
        assertRefused(unstable.formatted("0.0, 4.0", "2.0"), () -> Ar2Network.DEFAULT.alphas(0, 4));
        assertRefused(unstable.formatted("0.5, 0.0", "1.0"), () -> Ar2Network.of(new double[][] {{0, 0.5}, {0.5, 0}}).alphas(0.5, 0));
        assertRefused("The alphas of ar2_network are NaN, -0.8; they or the AdjMat's entries are not all finite numbers. Nothing can be weighted with others."
                + " Correct alphas or AdjMat.", () -> Ar2Network.DEFAULT.alphas(Double.NaN, -0.8));
        assertRefused("The spectrum of an AR(2) process with alphas 0.5, 0.2 has no peak between 0 and half the samplerate. A rhythm takes complex roots,"
                + " alpha1^2 < -4 alpha2. Use a more negative alpha2 or a smaller alpha1.", () -> Ar2Network.peakHz(0.5, 0.2, 1));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.25", "3, 1", "3, 0", "60, 0.25"})
    void randomMatricesHaveTheirCouplings(int channels, double probability) {
        double[][] adjMat = Ar2Network.randomAdjMat(channels, probability, 0.2, stream(1));
        int couplings = 0;
        for (int j = 0; j < channels; j++) {
            double sum = 0;
            for (int i = 0; i < channels; i++) {
                sum += adjMat[i][j];
                couplings += adjMat[i][j] > 0 ? 1 : 0;
            }
            assertEquals(0, adjMat[j][j]);
            assertTrue(sum == 0 || Math.abs(sum - 0.2) < 1e-15, "channel " + j + " takes " + sum);
        }
        double possible = channels * (channels - 1);
        assertEquals(probability * possible, couplings, 3 * Math.sqrt(probability * (1 - probability) * possible));
        assertArrayEquals(adjMat, Ar2Network.randomAdjMat(channels, probability, 0.2, stream(1)));
        assertEquals(channels, Ar2Network.of(Ar2Network.randomAdjMat(channels, probability, 0.05, stream(2))).channels(), "weak ones are stable");
        assertRefused("A random AdjMat of " + channels + " channels with conn_thresh = 1.5 and max_coupling = 0.2 was asked for. There is at least 1 channel, and"
                + " conn_thresh is a probability. Correct nChannels, conn_thresh or max_coupling.", () -> Ar2Network.randomAdjMat(channels, 1.5, 0.2, stream(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40})
    void stabilityIsNumpys(int channels) {
        double[] entries = FftReference.noise(channels * channels, channels);
        List<List<Double>> adjMat = new java.util.ArrayList<>();
        for (int i = 0; i < channels; i++) {
            adjMat.add(Arrays.stream(entries, i * channels, (i + 1) * channels).boxed().toList());
        }
        double[] expected = FftReference.compute("n = arg[0]\nA = x.reshape(n, n).T + .55 * np.eye(n)\n"
                + "y = abs(np.linalg.eigvals(np.block([[A, -.8 * np.eye(n)], [np.eye(n), np.zeros((n, n))]]))).max()", entries, channels);
        assertEquals(expected[0], Ar2Roots.largest(adjMat, 0.55, -0.8), 1e-10 * expected[0]);
    }
}
