package org.trialmap.signal.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sun's {@code e_atan2.c} and {@code s_atan.c}, several numbers at once: the same steps in the same order, where those choose among intervals by masks. Numbers whose
 * quotient is beyond 2^59, below 2^-59 or none take the way of {@link StrictMath}.
 */
final class AnglesVector {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final double LEAST = 0x1p-59;
    private static final double MOST = 0x1p59;
    private static final double PI_LOW = 1.2246467991473531772E-16;
    /** Where atan's intervals end, the angles that theirs are added to, and what rounding took from those. */
    private static final double[] ENDS = {0.4375, 0.6875, 1.1875, 2.4375};
    private static final double[] HIGH = {4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01, 1.57079632679489655800e+00};
    private static final double[] LOW = {2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17};
    private static final double A0 = 3.33333333333329318027e-01;
    private static final double A1 = -1.99999999998764832476e-01;
    private static final double A2 = 1.42857142725034663711e-01;
    private static final double A3 = -1.11111104054623557880e-01;
    private static final double A4 = 9.09088713343650656196e-02;
    private static final double A5 = -7.69187620504482999495e-02;
    private static final double A6 = 6.66107313738753120669e-02;
    private static final double A7 = -5.83357013379057348645e-02;
    private static final double A8 = 4.97687799461593236017e-02;
    private static final double A9 = -3.65315727442169155270e-02;
    private static final double A10 = 1.62858201153657823623e-02;

    private AnglesVector() {}

    /** Returns how many were computed: whole vectors. In one method, which is too long to become a part of its callers. */
    static int of(double[] re, int reFrom, double[] im, int imFrom, int count) {
        int i = 0;
        for (; i <= count - V; i += V) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, re, reFrom + i);
            DoubleVector y = DoubleVector.fromArray(SPECIES, im, imFrom + i);
            DoubleVector t = y.div(x).abs();
            if (!t.compare(VectorOperators.GT, LEAST).and(t.compare(VectorOperators.LT, MOST)).allTrue()) {
                Angles.each(re, reFrom + i, im, imFrom + i, V);
                continue;
            }
            VectorMask<Double> first = t.compare(VectorOperators.GE, ENDS[0]);
            VectorMask<Double> second = t.compare(VectorOperators.GE, ENDS[1]);
            VectorMask<Double> third = t.compare(VectorOperators.GE, ENDS[2]);
            VectorMask<Double> fourth = t.compare(VectorOperators.GE, ENDS[3]);
            DoubleVector above = t.blend(t.mul(2).sub(1), first).blend(t.sub(1), second).blend(t.sub(1.5), third).blend(-1.0, fourth);
            DoubleVector below = DoubleVector.broadcast(SPECIES, 1.0).blend(t.add(2), first).blend(t.add(1), second).blend(t.mul(1.5).add(1), third).blend(t, fourth);
            DoubleVector high = DoubleVector.zero(SPECIES).blend(HIGH[0], first).blend(HIGH[1], second).blend(HIGH[2], third).blend(HIGH[3], fourth);
            DoubleVector low = DoubleVector.zero(SPECIES).blend(LOW[0], first).blend(LOW[1], second).blend(LOW[2], third).blend(LOW[3], fourth);
            DoubleVector r = above.div(below);
            DoubleVector z = r.mul(r);
            DoubleVector w = z.mul(z);
            DoubleVector odd = w.mul(A10).add(A8).mul(w).add(A6).mul(w).add(A4).mul(w).add(A2).mul(w).add(A0).mul(z);
            DoubleVector even = w.mul(A9).add(A7).mul(w).add(A5).mul(w).add(A3).mul(w).add(A1).mul(w);
            DoubleVector angle = high.sub(r.mul(odd.add(even)).sub(low).sub(r));
            DoubleVector left = angle.sub(PI_LOW).neg().add(Math.PI);
            DoubleVector size = angle.blend(left, x.compare(VectorOperators.LT, 0.0));
            size.blend(size.neg(), y.compare(VectorOperators.LT, 0.0)).intoArray(im, imFrom + i);
        }
        return i;
    }
}
