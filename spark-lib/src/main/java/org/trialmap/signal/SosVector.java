package org.trialmap.signal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** As many lanes at once as a vector holds; the rest goes to {@link SosScalar}, which this class follows operation by operation. */
final class SosVector implements SosKernel {
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() <= ChannelBlock.MOST_LANES ? DoubleVector.SPECIES_PREFERRED : DoubleVector.SPECIES_512;
    private static final int V = SPECIES.length();

    @Override
    public void pair(Pair pair, double[] rows, SosRun.Way way) {
        int lane = 0;
        for (; lane + V <= pair.lanes(); lane += V) {
            lanes(pair, lane, rows, way);
        }
        for (; lane < pair.lanes(); lane++) {
            SosScalar.lane(pair, lane, rows, way);
        }
    }

    private static void lanes(Pair pair, int lane, double[] rows, SosRun.Way way) {
        double[] c = pair.first();
        double[] d = pair.second();
        DoubleVector b0 = same(c[0]);
        DoubleVector b1 = same(c[1]);
        DoubleVector b2 = same(c[2]);
        DoubleVector a1 = same(c[4]);
        DoubleVector a2 = same(c[5]);
        DoubleVector d0 = same(d[0]);
        DoubleVector d1 = same(d[1]);
        DoubleVector d2 = same(d[2]);
        DoubleVector e1 = same(d[4]);
        DoubleVector e2 = same(d[5]);
        DoubleVector u = load(pair.states(), lane);
        DoubleVector v = load(pair.states(), pair.lanes() + lane);
        DoubleVector p = load(pair.states(), 2 * pair.lanes() + lane);
        DoubleVector q = load(pair.states(), 3 * pair.lanes() + lane);
        int at = way.first() + lane;
        for (int n = 0; n < way.count(); n++) {
            DoubleVector x = load(rows, at);
            DoubleVector y = b0.mul(x).add(u);
            u = b1.mul(x).add(v).sub(a1.mul(y));
            v = b2.mul(x).sub(a2.mul(y));
            DoubleVector z = d0.mul(y).add(p);
            p = d1.mul(y).add(q).sub(e1.mul(z));
            q = d2.mul(y).sub(e2.mul(z));
            z.intoArray(rows, at);
            at += way.step();
        }
    }

    private static DoubleVector same(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    private static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(SPECIES, from, at);
    }
}
