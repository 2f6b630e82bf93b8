package org.trialmap.signal.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums of zero times every value, many at once: 0, or NaN where a value is not finite. */
final class NonFiniteVector {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private NonFiniteVector() {}

    static float sum(float[] values, int from, int to) {
        int v = FLOATS.length();
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        int i = from;
        for (; i <= to - 4 * v; i += 4 * v) {
            a = a.add(FloatVector.fromArray(FLOATS, values, i).mul(0));
            b = b.add(FloatVector.fromArray(FLOATS, values, i + v).mul(0));
            c = c.add(FloatVector.fromArray(FLOATS, values, i + 2 * v).mul(0));
            d = d.add(FloatVector.fromArray(FLOATS, values, i + 3 * v).mul(0));
        }
        float sum = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
        for (; i < to; i++) {
            sum += values[i] * 0;
        }
        return sum;
    }

    static double sum(double[] values) {
        int v = DOUBLES.length();
        DoubleVector a = DoubleVector.zero(DOUBLES);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i <= values.length - 4 * v; i += 4 * v) {
            a = a.add(DoubleVector.fromArray(DOUBLES, values, i).mul(0));
            b = b.add(DoubleVector.fromArray(DOUBLES, values, i + v).mul(0));
            c = c.add(DoubleVector.fromArray(DOUBLES, values, i + 2 * v).mul(0));
            d = d.add(DoubleVector.fromArray(DOUBLES, values, i + 3 * v).mul(0));
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
        for (; i < values.length; i++) {
            sum += values[i] * 0;
        }
        return sum;
    }
}
