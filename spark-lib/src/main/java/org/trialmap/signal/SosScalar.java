package org.trialmap.signal;

/** One lane after the other. */
final class SosScalar implements SosKernel {
    @Override
    public void pair(Pair pair, double[] rows, SosRun.Way way) {
        for (int lane = 0; lane < pair.lanes(); lane++) {
            lane(pair, lane, rows, way);
        }
    }

    static void lane(Pair pair, int lane, double[] rows, SosRun.Way way) {
        double[] c = pair.first();
        double[] d = pair.second();
        double b0 = c[0];
        double b1 = c[1];
        double b2 = c[2];
        double a1 = c[4];
        double a2 = c[5];
        double d0 = d[0];
        double d1 = d[1];
        double d2 = d[2];
        double e1 = d[4];
        double e2 = d[5];
        double u = pair.states()[lane];
        double v = pair.states()[pair.lanes() + lane];
        double p = pair.states()[2 * pair.lanes() + lane];
        double q = pair.states()[3 * pair.lanes() + lane];
        int at = way.first() + lane;
        for (int n = 0; n < way.count(); n++) {
            double x = rows[at];
            double y = b0 * x + u;
            u = (b1 * x + v) - a1 * y;
            v = b2 * x - a2 * y;
            double z = d0 * y + p;
            p = (d1 * y + q) - e1 * z;
            q = d2 * y - e2 * z;
            rows[at] = z;
            at += way.step();
        }
    }
}
