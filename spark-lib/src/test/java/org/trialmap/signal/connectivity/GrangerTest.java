package org.trialmap.signal.connectivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.signal.SciPy;

/** Factors and Granger causality: of processes whose factors are known, and against Wilson's steps written in NumPy. */
class GrangerTest {
    /** Of coupled AR(2) processes: S = H H*, H = (1 - A z - a2 z^2)^-1 with unit noise. */
    private static final String PROCESS = """
            N, C = %d, %d
            z = np.exp(-2j * np.pi * np.arange(N // 2 + 1) / N)[:, None, None]
            rng = np.random.default_rng(C)
            A = 0.55 * np.eye(C) + (0.1 * (rng.random((C, C)) < 0.3) * (1 - np.eye(C)) if C > 2 else np.array([[0, 0.25], [0, 0]]))
            H = np.linalg.inv(np.eye(C) - A * z + 0.8 * np.eye(C) * z ** 2)
            S = H @ H.conj().transpose(0, 2, 1)
            """;
    private static final String GEWEKE = """
            def geweke(S, H, noise):
                y = np.zeros(S.shape)
                for i in range(len(noise)):
                    for j in range(len(noise)):
                        if i != j:
                            own = (noise[i, i] - noise[i, j] ** 2 / noise[j, j]) * abs(H[:, j, i]) ** 2
                            y[:, i, j] = np.log(S[:, j, j].real / (S[:, j, j].real - own))
                return y
            """;
    private static final String WILSON = """
            def wilson(half, N):
                S = np.concatenate([half, half[1:(N + 1) // 2][::-1].conj()])
                psi = np.tile(np.linalg.cholesky(np.fft.ifft(S, axis=0)[0].real).T.astype(complex), (N, 1, 1))
                for step in range(100):
                    inverse = np.linalg.inv(psi)
                    g = np.fft.ifft(inverse @ S @ inverse.conj().transpose(0, 2, 1) + np.eye(S.shape[1]), axis=0).real
                    g[0] /= 2
                    if N % 2 == 0: g[N // 2] /= 2
                    g[N // 2 + 1:] = 0
                    upper = np.triu(g[0])
                    new = psi @ (np.fft.fft(g, axis=0) + upper - upper.T)
                    change = abs(new - psi).max()
                    psi = new
                    if change < 1e-11: break
                A0 = np.fft.ifft(psi, axis=0)[0].real
                return (psi @ np.linalg.inv(A0))[:len(half)], A0 @ A0.T
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"2, 500", "3, 501", "7, 997", "2, 400"})
    void theFactorsOfKnownProcessesAreFound(int channels, int length) throws IOException {
        SpectralMatrix spectra = spectra(PROCESS.formatted(length, channels) + "y = S", channels, length);
        Granger ours = Granger.multivariate(spectra);
        double[] expected = run(PROCESS.formatted(length, channels) + GEWEKE + "y = geweke(S, H, np.eye(C))");
        assertTrue(ours.converged(), "error " + ours.error());
        assertTrue(ours.error() < 1e-6, "error " + ours.error());
        assertEquals(0, ours.regularization());
        SciPy.assertNear(expected, ours.values(), 1e-6, "Granger, with a factorization error of " + ours.error() + ", condition " + ours.condition());
    }

    @ParameterizedTest
    @CsvSource({"2, 100", "3, 101", "5, 64"})
    void estimatedSpectraGiveWhatNumPyFinds(int channels, int length) throws IOException {
        double[][] fourier = Spectra.noise(60, 1, length / 2 + 1, channels);
        for (double[] trial : fourier) {
            real(trial, 0, channels);
            if (length % 2 == 0) {
                real(trial, length / 2, channels);
            }
        }
        double[] sums = Spectra.sums(PairSums.CROSS, fourier, new int[] {1, length / 2 + 1, channels}, 32, PairSums.KERNEL);
        SpectralMatrix spectra = SpectralMatrix.ofSums(sums, channels, length, 60);
        String script = "N = " + length + "\nS = np.einsum('ktfi,ktfj->fij', x, x.conj()) / len(x)\n" + GEWEKE + WILSON;
        int[] shape = {60, 1, length / 2 + 1, channels};
        SciPy.assertNear(Spectra.numpy(folder, script + "y = geweke(S, *wilson(S, N))", fourier, shape), Granger.multivariate(spectra).values(), 1e-5, "multivariate");
        String pairs = "y = np.zeros(S.shape)\nfor i in range(S.shape[1]):\n  for j in range(i):\n    p = np.ix_(range(len(S)), [j, i], [j, i])\n    y[p] += geweke(S[p], *wilson(S[p], N))";
        SciPy.assertNear(Spectra.numpy(folder, script + pairs, fourier, shape), Granger.pairwise(spectra).values(), 1e-5, "pairwise");
    }

    @Test
    void copiesOfAChannelAreRegularizedAndThatIsSaid() throws IOException {
        SpectralMatrix two = spectra(PROCESS.formatted(200, 2) + "y = S", 2, 200);
        double[] re = new double[101 * 9];
        double[] im = new double[101 * 9];
        int[] of = {0, 1, 1};
        for (int f = 0; f < 101; f++) {
            for (int e = 0; e < 9; e++) {
                re[9 * f + e] = two.re()[4 * f + 2 * of[e / 3] + of[e % 3]];
                im[9 * f + e] = two.im()[4 * f + 2 * of[e / 3] + of[e % 3]];
            }
        }
        Granger copies = Granger.multivariate(new SpectralMatrix(re, im, 3, 200));
        assertTrue(copies.condition() > 1e10, "condition " + copies.condition());
        assertTrue(copies.regularization() > 1e-6 && copies.regularization() <= 0.1, "factor " + copies.regularization());
        assertTrue(copies.converged());
    }

    @Test
    void whatHasNoCausalityIsRefused() {
        assertEquals("Granger causality of one channel was asked for. It says what one channel tells of another one's future. Select at least 2 channels with channels(...).",
                assertThrows(IllegalArgumentException.class, () -> Granger.multivariate(new SpectralMatrix(new double[] {1, 1}, new double[2], 1, 2))).getMessage());
        SpectralMatrix silent = new SpectralMatrix(new double[8], new double[8], 2, 2);
        assertEquals("The cross-spectra of 2 channels cannot be factorized: their condition number is Infinity, and adding a tenth of the mean power to each channel does not bring it below"
                + " 10000.0. Channels that are copies or sums of each other, or constant, or of very unequal power, have no Granger causality. Leave them out with channels(...), scale them alike, or compute pairs (pairwise(true)).",
                assertThrows(IllegalArgumentException.class, () -> Granger.multivariate(silent)).getMessage());
        assertEquals("3 and 3 numbers are no spectral matrices of 1 channels at all 2 frequencies of a transform of 2 samples. Give all frequencies.",
                assertThrows(IllegalArgumentException.class, () -> new SpectralMatrix(new double[3], new double[3], 1, 2)).getMessage());
    }

    private static void real(double[] trial, int frequency, int channels) {
        for (int c = 0; c < channels; c++) {
            trial[2 * (frequency * channels + c) + 1] = 0;
        }
    }

    private double[] run(String script) throws IOException {
        return Spectra.numpy(folder, script, new double[][] {{0, 0}}, 1);
    }

    private SpectralMatrix spectra(String script, int channels, int length) throws IOException {
        return new SpectralMatrix(run(script + ".real"), run(script + ".imag"), channels, length);
    }
}
