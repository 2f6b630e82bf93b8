package org.trialmap.signal.spectrum;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The products of {@link GeometricMean} without angles, as many at once as a vector holds; the same operations, so the same bits. */
final class GeometricMeanVector {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();

    private GeometricMeanVector() {}

    /**
     * Multiplies products by squared moduli, from the first on, up to a vector of which one product would be too large or too small.
     *
     * @return how many were multiplied
     */
    static int multiply(double[] products, int to, double[] re, double[] im, int from, int count) {
        int i = 0;
        for (; i + V <= count; i += V) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, re, from + i);
            DoubleVector b = DoubleVector.fromArray(SPECIES, im, from + i);
            DoubleVector product = DoubleVector.fromArray(SPECIES, products, to + i).mul(a.mul(a).add(b.mul(b)));
            VectorMask<Double> moderate = product.compare(VectorOperators.GT, GeometricMean.SMALLEST).and(product.compare(VectorOperators.LT, GeometricMean.LARGEST));
            if (!moderate.allTrue()) {
                break;
            }
            product.intoArray(products, to + i);
        }
        return i;
    }
}
