package org.trialmap.signal.spectrum;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.trialmap.signal.fft.Fft;

/** The formulas behind {@link Windows}, for lengths from 2 on. Strict arithmetic: the same bits on any machine. */
final class WindowsFormulas {
    private static final int MOST_TERMS = 1000;

    private WindowsFormulas() {}

    static double[] compute(String name, int m, Map<String, Double> p) {
        return switch (name) {
            case "boxcar" -> fill(m, i -> 1);
            case "hann" -> cosines(m, 0.5, 0.5);
            case "hamming" -> cosines(m, 0.54, 0.46);
            case "general_hamming" -> cosines(m, p.get("alpha"), 1 - p.get("alpha"));
            case "blackman" -> cosines(m, 0.42, 0.5, 0.08);
            case "nuttall" -> cosines(m, 0.3635819, 0.4891775, 0.1365995, 0.0106411);
            case "blackmanharris" -> cosines(m, 0.35875, 0.48829, 0.14128, 0.01168);
            case "flattop" -> cosines(m, 0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368);
            case "cosine" -> fill(m, i -> StrictMath.sin(Math.PI / m * (i + 0.5)));
            case "bartlett" -> fill(m, i -> 2.0 * Math.min(i, m - 1 - i) / (m - 1));
            case "triang" -> fill(m, i -> m % 2 == 0 ? (2.0 * Math.min(i, m - 1 - i) + 1) / m : 2.0 * (Math.min(i, m - 1 - i) + 1) / (m + 1));
            case "barthann" -> fill(m, i -> barthann(Math.abs(i / (m - 1.0) - 0.5)));
            case "bohman" -> fill(m, i -> i == 0 || i == m - 1 ? 0 : bohman(Math.abs(-1 + i * (2.0 / (m - 1)))));
            case "parzen" -> fill(m, i -> parzen(Math.abs(i - (m - 1) / 2.0), m));
            case "lanczos" -> fill(m, i -> sinc(2.0 * i / (m - 1) - 1));
            case "gaussian" -> fill(m, i -> StrictMath.exp(-square(i - (m - 1) / 2.0) / (2 * square(p.get("std")))));
            case "general_gaussian" ->
                fill(m, i -> StrictMath.exp(-0.5 * StrictMath.pow(Math.abs((i - (m - 1) / 2.0) / p.get("sig")), 2 * p.get("p"))));
            case "kaiser" -> kaiser(m, p.get("beta"));
            case "kaiser_bessel_derived" -> kaiserBesselDerived(m, p.get("beta"));
            case "tukey" -> tukey(m, p.get("alpha"));
            case "taylor" -> taylor(m, terms(p.get("nbar")), p.get("sll"));
            case "chebwin" -> chebwin(m, p.get("at"));
            default -> throw new IllegalStateException(name);
        };
    }

    private static double[] fill(int m, IntToDoubleFunction value) {
        double[] window = new double[m];
        Arrays.setAll(window, value);
        return window;
    }

    private static double square(double x) {
        return x * x;
    }

    private static double[] cosines(int m, double... weights) {
        double step = 2 * Math.PI / (m - 1);
        return fill(m, i -> {
            double angle = i == m - 1 ? Math.PI : -Math.PI + i * step;
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * StrictMath.cos(k * angle);
            }
            return sum;
        });
    }

    private static double barthann(double x) {
        return 0.62 - 0.48 * x + 0.38 * StrictMath.cos(2 * Math.PI * x);
    }

    private static double bohman(double x) {
        return (1 - x) * StrictMath.cos(Math.PI * x) + StrictMath.sin(Math.PI * x) / Math.PI;
    }

    private static double parzen(double distance, int m) {
        double x = distance / (m / 2.0);
        return distance <= (m - 1) / 4.0 ? 1 - 6 * x * x + 6 * x * x * x : 2 * (1 - x) * (1 - x) * (1 - x);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double[] kaiser(int m, double beta) {
        double middle = (m - 1) / 2.0;
        double peak = bessel0(beta);
        return fill(m, i -> bessel0(beta * Math.sqrt(1 - square((i - middle) / middle))) / peak);
    }

    /** The modified Bessel function of order 0 by its series, whose terms are all positive. */
    private static double bessel0(double x) {
        double quarter = x * x / 4;
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-18; k++) {
            term *= quarter / ((double) k * k);
            sum += term;
        }
        return sum;
    }

    private static double[] kaiserBesselDerived(int m, double beta) {
        double[] sums = m == 2 ? kaiser(2, beta) : kaiser(m / 2 + 1, beta);
        Arrays.parallelPrefix(sums, Double::sum);
        double all = sums[sums.length - 1];
        return fill(m, i -> Math.sqrt(sums[Math.min(i, m - 1 - i)] / all));
    }

    private static double[] tukey(int m, double alpha) {
        if (alpha <= 0) {
            return fill(m, i -> 1);
        }
        if (alpha >= 1) {
            return cosines(m, 0.5, 0.5);
        }
        int width = (int) Math.floor(alpha * (m - 1) / 2);
        return fill(m, i -> {
            double turn = 2.0 * i / alpha / (m - 1);
            if (i <= width) {
                return 0.5 * (1 + StrictMath.cos(Math.PI * (turn - 1)));
            }
            return i < m - width - 1 ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * (1 - 2 / alpha + turn)));
        });
    }

    private static int terms(double nbar) {
        if (!(nbar >= 1 && nbar <= MOST_TERMS && nbar == Math.rint(nbar))) {
            throw new IllegalArgumentException("The window taylor has nbar = " + nbar + ". It counts side lobes of one level: a whole number from 1 to " + MOST_TERMS
                    + ". Correct it with the taper (taper_opt).");
        }
        return (int) nbar;
    }

    private static double[] taylor(int m, int nbar, double sidelobes) {
        double level = StrictMath.pow(10, sidelobes / 20);
        double a = StrictMath.log(level + Math.sqrt(level * level - 1)) / Math.PI;
        double sigma = nbar * nbar / (a * a + square(nbar - 0.5));
        double[] weights = new double[nbar];
        for (int k = 1; k < nbar; k++) {
            double above = k % 2 == 1 ? 1 : -1;
            double below = 2;
            for (int j = 1; j < nbar; j++) {
                above *= 1 - k * k / sigma / (a * a + square(j - 0.5));
                below *= j == k ? 1 : 1 - (double) (k * k) / (j * j);
            }
            weights[k] = above / below;
        }
        double scale = 1 / taylor((m - 1) / 2.0, m, weights);
        return fill(m, i -> taylor(i, m, weights) * scale);
    }

    private static double taylor(double i, int m, double[] weights) {
        double sum = 0;
        for (int k = 1; k < weights.length; k++) {
            sum += weights[k] * StrictMath.cos(2 * Math.PI * k * (i - m / 2.0 + 0.5) / m);
        }
        return 1 + 2 * sum;
    }

    /** The transform of a Chebyshev polynomial (Dolph). */
    private static double[] chebwin(int m, double attenuation) {
        double order = m - 1.0;
        double beta = StrictMath.cosh(arcosh(StrictMath.pow(10, Math.abs(attenuation) / 20)) / order);
        double[] re = new double[m];
        double[] im = new double[m];
        for (int k = 0; k < m; k++) {
            double value = chebyshev(beta * StrictMath.cos(Math.PI * k / m), order, m);
            re[k] = m % 2 == 1 ? value : value * StrictMath.cos(Math.PI / m * k);
            im[k] = m % 2 == 1 ? 0 : value * StrictMath.sin(Math.PI / m * k);
        }
        Fft.ofLength(m).forward(re, im, 1);
        int first = m % 2 == 1 ? 0 : 1;
        double[] window = fill(m, i -> re[first + Math.max((m - 1) / 2 - i, i - m / 2)]);
        double peak = Arrays.stream(window).max().getAsDouble();
        return fill(m, i -> window[i] / peak);
    }

    private static double chebyshev(double x, double order, int m) {
        if (x > 1) {
            return StrictMath.cosh(order * arcosh(x));
        }
        return x < -1 ? (2 * (m % 2) - 1) * StrictMath.cosh(order * arcosh(-x)) : StrictMath.cos(order * StrictMath.acos(x));
    }

    private static double arcosh(double x) {
        return StrictMath.log(x + Math.sqrt(x * x - 1));
    }
}
