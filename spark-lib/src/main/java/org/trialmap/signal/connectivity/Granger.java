package org.trialmap.signal.connectivity;

import java.util.Arrays;
import org.trialmap.setting.Setting;

/**
 * Granger causality by frequency (Geweke 1982; Dhamala et al. 2008): entry (i, j) says how much of channel j's power comes from channel i,
 * {@code ln(S_jj / (S_jj - (Sigma_ii - Sigma_ij^2 / Sigma_jj) |H_ji|^2))}. 0 on the diagonal. With more than two channels factorized together (Syncopy's way) the denominator can be below 0: then
 * the entry has no value and is NaN.
 *
 * @param values frequencies x channel_i x channel_j
 * @param converged whether every factorization did, within 100 steps
 * @param error the largest relative error of all factorizations
 * @param regularization the largest part of the mean power that was added to make spectra invertible; mostly 0
 * @param condition the largest condition number of the spectra before that
 * @param undefined how many entries have no value
 */
public record Granger(double[] values, boolean converged, double error, double regularization, double condition, long undefined) {

    /** All channels factorized together. Throws {@link IllegalArgumentException} if there is one channel, a channel has no power, or spectra cannot be made invertible. */
    public static Granger multivariate(SpectralMatrix spectra) {
        requireTwo(spectra);
        Regularization regular = Regularization.of(spectra);
        Wilson factors = Wilson.of(regular.spectra());
        double[] values = new double[spectra.re().length];
        for (int f = 0; f < spectra.frequencies(); f++) {
            geweke(regular.spectra(), factors, f, values);
        }
        return new Granger(values, factors.converged(), factors.error(), regular.factor(), regular.condition(), undefined(values));
    }

    /** Each pair of channels by itself, as if there were no others (FieldTrip's usual way). Errors as for {@link #multivariate}. */
    public static Granger pairwise(SpectralMatrix spectra) {
        requireTwo(spectra);
        int n = spectra.channels();
        double[] values = new double[spectra.re().length];
        Granger worst = new Granger(values, true, 0, 0, 0, 0);
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                Granger pair = multivariate(spectra.pair(j, i));
                for (int f = 0; f < spectra.frequencies(); f++) {
                    values[(f * n + j) * n + i] = pair.values[4 * f + 1];
                    values[(f * n + i) * n + j] = pair.values[4 * f + 2];
                }
                worst = new Granger(values, worst.converged && pair.converged, Math.max(worst.error, pair.error), Math.max(worst.regularization, pair.regularization),
                        Math.max(worst.condition, pair.condition), worst.undefined + pair.undefined);
            }
        }
        return worst;
    }

    private static void requireTwo(SpectralMatrix spectra) {
        if (spectra.channels() < 2) {
            throw new IllegalArgumentException("Granger causality of one channel was asked for. It says what one channel tells of another one's future. Select at least 2 channels with "
                    + Setting.CHANNELS + ".");
        }
    }

    private static void geweke(SpectralMatrix spectra, Wilson factors, int f, double[] values) {
        int n = spectra.channels();
        double[] noise = factors.noise();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int ji = (f * n + j) * n + i;
                double transfer = factors.transferRe()[ji] * factors.transferRe()[ji] + factors.transferIm()[ji] * factors.transferIm()[ji];
                double own = noise[i * n + i] - noise[i * n + j] * noise[i * n + j] / noise[j * n + j];
                double rest = spectra.power(f, j) - own * transfer;
                values[(f * n + i) * n + j] = i == j ? 0 : rest > 0 ? StrictMath.log(spectra.power(f, j) / rest) : Double.NaN;
            }
        }
    }

    private static long undefined(double[] values) {
        return Arrays.stream(values).filter(Double::isNaN).count();
    }
}
