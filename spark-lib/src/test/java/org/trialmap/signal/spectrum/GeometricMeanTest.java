package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.signal.fft.FftReference;
import org.trialmap.signal.fft.SpectralOutput;

/** Products of principal powers, compared with numpy's. */
class GeometricMeanTest {
    private static double[] product(double[] exponents, double[][] factors) {
        GeometricMean mean = new GeometricMean(new WaveletOutput(SpectralOutput.FOURIER, new int[] {0}, 1, 1));
        WaveletBank.Lanes lanes = new WaveletBank.Lanes(1, 0, 1);
        for (int i = 0; i < exponents.length; i++) {
            mean.multiply(new WaveletBank.Response(new double[] {factors[i][0]}, new double[] {factors[i][1]}, lanes), exponents[i]);
        }
        double[] values = new double[2];
        mean.put(lanes, 0, values);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "5, 1", "30, 1", "30, 1e30", "30, 1e-60", "4, 1e100"})
    void productsOfPrincipalPowersAreNumpys(int count, double size) {
        Random random = new Random(count);
        double[] actual = new double[400];
        double[] drawn = new double[200 * count * 2];
        for (int k = 0; k < 200; k++) {
            double[] exponents = new double[count];
            double[][] factors = new double[count][2];
            for (int i = 0; i < count; i++) {
                exponents[i] = i == count - 1 && count > 2 ? 0.3 / count : 1.0 / count;
                for (int p = 0; p < 2; p++) {
                    factors[i][p] = size * random.nextGaussian();
                    drawn[(k * count + i) * 2 + p] = factors[i][p];
                }
            }
            System.arraycopy(product(exponents, factors), 0, actual, 2 * k, 2);
        }
        double[] expected = FftReference.compute("n = arg[0]\nz = x.view('c16').reshape(200, n)\ne = np.full(n, 1 / n)\ne[-1] *= 0.3 if n > 2 else 1\n"
                + "y = np.prod(np.power(z, e), axis=1).view('f8')", drawn, count);
        FftReference.assertClose(expected, actual, 1e-12, "product");
    }

    @Test
    void negativeNumbersWithoutAnImaginaryPartHaveTheAnglePi() {
        double[][] minusOne = {{-1, 0}, {-1, 0}, {-1, 0}};
        assertArrayEquals(new double[] {-1, 0}, product(new double[] {1, 1, 1}, minusOne), 1e-15);
        double third = 1.0 / 3;
        assertArrayEquals(new double[] {-1, 0}, product(new double[] {third, third, third}, minusOne), 1e-15, "three angles of pi / 3");
        double[][] below = {{-1, -0.0}, {-1, -0.0}};
        assertArrayEquals(new double[] {Math.cos(-Math.PI / 2), Math.sin(-Math.PI / 2)}, product(new double[] {0.25, 0.25}, below), 1e-15, "two of -pi / 4");
        assertArrayEquals(new double[] {1, 0}, product(new double[] {0.5, 0.5}, new double[][] {{-1, -0.0}, {-1, 0}}), 1e-15, "pi and -pi");
        assertArrayEquals(new double[] {0, 0}, product(new double[] {0.5, 0.5}, new double[][] {{0, 0}, {-1, 0}}));
        assertEquals(Double.NaN, product(new double[] {0.5, 0.5}, new double[][] {{Double.NaN, 0}, {-1, 0}})[0]);
    }
}
