package org.trialmap.signal.filter;

/** One lane after the other. */
final class SosScalar implements SosKernel {
    @Override
    public int width(int lanes) {
        return lanes;
    }

    @Override
    public void run(double[][] sections, double[][] states, double[] rows, SosRun.Way way) {
        int width = states[0].length / 2;
        for (int s = 0; s < sections.length; s += 2) {
            for (int lane = 0; lane < width; lane++) {
                pair(s, lane, sections, states, rows, way);
            }
        }
    }

    private static void pair(int s, int lane, double[][] sections, double[][] states, double[] rows, SosRun.Way way) {
        double[] c = sections[s];
        double[] d = sections[s + 1];
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
        int width = states[s].length / 2;
        double u = states[s][lane];
        double v = states[s][width + lane];
        double p = states[s + 1][lane];
        double q = states[s + 1][width + lane];
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
