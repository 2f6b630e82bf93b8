package org.trialmap.signal.filter;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many lanes at once as a vector holds, and four sections at once where there are as many: a section alone spends most of the time waiting for its
 * own last result. Follows {@link SosScalar} operation by operation.
 */
final class SosVector implements SosKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();

    @Override
    public int width(int lanes) {
        return (lanes + V - 1) / V * V;
    }

    @Override
    public void run(double[][] sections, double[][] states, double[] rows, SosRun.Way way) {
        int width = states[0].length / 2;
        int s = 0;
        for (; s + 4 <= sections.length; s += 4) {
            for (int lane = 0; lane < width; lane += V) {
                four(s, lane, sections, states, rows, way);
            }
        }
        if (s < sections.length) {
            for (int lane = 0; lane < width; lane += V) {
                two(s, lane, sections, states, rows, way);
            }
        }
    }

    private static void two(int s, int lane, double[][] sections, double[][] states, double[] rows, SosRun.Way way) {
        double[] c = sections[s];
        double[] d = sections[s + 1];
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
        int width = states[s].length / 2;
        DoubleVector u = load(states[s], lane);
        DoubleVector v = load(states[s], width + lane);
        DoubleVector p = load(states[s + 1], lane);
        DoubleVector q = load(states[s + 1], width + lane);
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

    private static void four(int s, int lane, double[][] sections, double[][] states, double[] rows, SosRun.Way way) {
        double[] c = sections[s];
        double[] d = sections[s + 1];
        double[] f = sections[s + 2];
        double[] h = sections[s + 3];
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
        DoubleVector f0 = same(f[0]);
        DoubleVector f1 = same(f[1]);
        DoubleVector f2 = same(f[2]);
        DoubleVector g1 = same(f[4]);
        DoubleVector g2 = same(f[5]);
        DoubleVector h0 = same(h[0]);
        DoubleVector h1 = same(h[1]);
        DoubleVector h2 = same(h[2]);
        DoubleVector i1 = same(h[4]);
        DoubleVector i2 = same(h[5]);
        int width = states[s].length / 2;
        DoubleVector u = load(states[s], lane);
        DoubleVector v = load(states[s], width + lane);
        DoubleVector p = load(states[s + 1], lane);
        DoubleVector q = load(states[s + 1], width + lane);
        DoubleVector r = load(states[s + 2], lane);
        DoubleVector t = load(states[s + 2], width + lane);
        DoubleVector j = load(states[s + 3], lane);
        DoubleVector k = load(states[s + 3], width + lane);
        int at = way.first() + lane;
        for (int n = 0; n < way.count(); n++) {
            DoubleVector x = load(rows, at);
            DoubleVector y = b0.mul(x).add(u);
            u = b1.mul(x).add(v).sub(a1.mul(y));
            v = b2.mul(x).sub(a2.mul(y));
            DoubleVector z = d0.mul(y).add(p);
            p = d1.mul(y).add(q).sub(e1.mul(z));
            q = d2.mul(y).sub(e2.mul(z));
            y = f0.mul(z).add(r);
            r = f1.mul(z).add(t).sub(g1.mul(y));
            t = f2.mul(z).sub(g2.mul(y));
            z = h0.mul(y).add(j);
            j = h1.mul(y).add(k).sub(i1.mul(z));
            k = h2.mul(y).sub(i2.mul(z));
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
