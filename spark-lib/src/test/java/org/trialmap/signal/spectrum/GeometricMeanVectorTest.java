package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors beside plain arithmetic, bit for bit, and where they stop. */
class GeometricMeanVectorTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 16, 100, 1003})
    void theBitsArePlainOnes(int count) {
        Random random = new Random(count);
        double[] re = random.doubles(count + 5, -1e30, 1e30).toArray();
        double[] im = random.doubles(count + 5, -1e-3, 1e-3).toArray();
        double[] products = random.doubles(count + 3, 0, 1e60).toArray();
        double[] expected = products.clone();
        int done = GeometricMeanVector.multiply(products, 3, re, im, 5, count);
        assertEquals(count / V * V, done);
        for (int i = 0; i < done; i++) {
            expected[3 + i] *= re[5 + i] * re[5 + i] + im[5 + i] * im[5 + i];
        }
        assertArrayEquals(expected, products);
    }

    private static final int V = jdk.incubator.vector.DoubleVector.SPECIES_PREFERRED.length();

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-71, 1e71, Double.NaN, Double.POSITIVE_INFINITY})
    void theyStopBeforeWhatIsNoModerateProduct(double odd) {
        double[] re = new double[4 * V];
        double[] ones = new double[4 * V];
        java.util.Arrays.fill(re, 2);
        java.util.Arrays.fill(ones, 1);
        re[2 * V + 1] = odd;
        assertEquals(2 * V, GeometricMeanVector.multiply(ones, 0, re, new double[4 * V], 0, 4 * V));
        assertEquals(4, ones[2 * V - 1]);
        assertEquals(1, ones[2 * V]);
    }
}
