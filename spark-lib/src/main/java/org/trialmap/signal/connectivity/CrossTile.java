package org.trialmap.signal.connectivity;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.trialmap.signal.connectivity.Snapshots.Slab;

/**
 * Sums of cross-spectra as a rank-K update of the half matrix: the sums of four channels i and two vectors of channels j stay in registers while all K snapshots are added, so that each value
 * that is loaded serves eight times. The more snapshots there are, the less the loading and storing of the sums counts.
 *
 * <p>Vectors are loaded without a method of our own: the compiler may leave a call of it where it has compiled that by itself before, and then makes an object of every sum in every step.
 */
final class CrossTile {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final int COLUMNS = 2 * V;
    private static final int ROWS = 4;

    private CrossTile() {}

    static int width(int channels) {
        return (channels + COLUMNS - 1) / COLUMNS * COLUMNS;
    }

    static void add(Slab x, double[] sums, int at) {
        double[] edge = new double[2 * ROWS * COLUMNS];
        for (int i = 0; i < x.channels(); i += ROWS) {
            for (int j = 0; j < Math.min(i + ROWS, x.channels()); j += COLUMNS) {
                if (i + ROWS <= x.channels() && j + COLUMNS <= i + 1) {
                    int p = at + j;
                    tile(x, i, j, sums, p + Pairs.row(i), p + Pairs.row(i + 1), p + Pairs.row(i + 2), p + Pairs.row(i + 3), x.pairs());
                } else {
                    move(x, i, j, sums, at, edge, true);
                    tile(x, i, j, edge, 0, COLUMNS, 2 * COLUMNS, 3 * COLUMNS, ROWS * COLUMNS);
                    move(x, i, j, sums, at, edge, false);
                }
            }
        }
    }

    /** Takes a tile that is not all inside the half matrix out of the sums, or puts it back. */
    private static void move(Slab x, int i, int j, double[] sums, int at, double[] edge, boolean out) {
        for (int r = 0; r < ROWS && i + r < x.channels(); r++) {
            int whole = Math.min(COLUMNS, i + r + 1 - j);
            for (int part = 0; part < 2 && whole > 0; part++) {
                int p = at + part * x.pairs() + Pairs.row(i + r) + j;
                int e = (part * ROWS + r) * COLUMNS;
                System.arraycopy(out ? sums : edge, out ? p : e, out ? edge : sums, out ? e : p, whole);
            }
        }
    }

    /**
     * @param p0 where the sums of row i begin in {@code sums}; those of the next rows at {@code p1} to {@code p3}
     * @param part values from the real to the imaginary parts
     */
    private static void tile(Slab x, int i, int j, double[] sums, int p0, int p1, int p2, int p3, int part) {
        int last = x.channels() - 1;
        int i0 = i;
        int i1 = Math.min(i + 1, last);
        int i2 = Math.min(i + 2, last);
        int i3 = Math.min(i + 3, last);
        double[] re = x.re();
        double[] im = x.im();
        int width = x.width();
        int end = x.from() + x.snapshots() * width;
        DoubleVector re00 = DoubleVector.fromArray(SPECIES, sums, p0);
        DoubleVector im00 = DoubleVector.fromArray(SPECIES, sums, p0 + part);
        DoubleVector re01 = DoubleVector.fromArray(SPECIES, sums, p0 + V);
        DoubleVector im01 = DoubleVector.fromArray(SPECIES, sums, p0 + V + part);
        DoubleVector re10 = DoubleVector.fromArray(SPECIES, sums, p1);
        DoubleVector im10 = DoubleVector.fromArray(SPECIES, sums, p1 + part);
        DoubleVector re11 = DoubleVector.fromArray(SPECIES, sums, p1 + V);
        DoubleVector im11 = DoubleVector.fromArray(SPECIES, sums, p1 + V + part);
        DoubleVector re20 = DoubleVector.fromArray(SPECIES, sums, p2);
        DoubleVector im20 = DoubleVector.fromArray(SPECIES, sums, p2 + part);
        DoubleVector re21 = DoubleVector.fromArray(SPECIES, sums, p2 + V);
        DoubleVector im21 = DoubleVector.fromArray(SPECIES, sums, p2 + V + part);
        DoubleVector re30 = DoubleVector.fromArray(SPECIES, sums, p3);
        DoubleVector im30 = DoubleVector.fromArray(SPECIES, sums, p3 + part);
        DoubleVector re31 = DoubleVector.fromArray(SPECIES, sums, p3 + V);
        DoubleVector im31 = DoubleVector.fromArray(SPECIES, sums, p3 + V + part);
        for (int row = x.from(); row < end; row += width) {
            DoubleVector c0 = DoubleVector.fromArray(SPECIES, re, row + j);
            DoubleVector c1 = DoubleVector.fromArray(SPECIES, re, row + j + V);
            DoubleVector d0 = DoubleVector.fromArray(SPECIES, im, row + j);
            DoubleVector d1 = DoubleVector.fromArray(SPECIES, im, row + j + V);
            DoubleVector a = DoubleVector.broadcast(SPECIES, re[row + i0]);
            DoubleVector b = DoubleVector.broadcast(SPECIES, im[row + i0]);
            re00 = re00.add(a.mul(c0).add(b.mul(d0)));
            im00 = im00.add(b.mul(c0).sub(a.mul(d0)));
            re01 = re01.add(a.mul(c1).add(b.mul(d1)));
            im01 = im01.add(b.mul(c1).sub(a.mul(d1)));
            a = DoubleVector.broadcast(SPECIES, re[row + i1]);
            b = DoubleVector.broadcast(SPECIES, im[row + i1]);
            re10 = re10.add(a.mul(c0).add(b.mul(d0)));
            im10 = im10.add(b.mul(c0).sub(a.mul(d0)));
            re11 = re11.add(a.mul(c1).add(b.mul(d1)));
            im11 = im11.add(b.mul(c1).sub(a.mul(d1)));
            a = DoubleVector.broadcast(SPECIES, re[row + i2]);
            b = DoubleVector.broadcast(SPECIES, im[row + i2]);
            re20 = re20.add(a.mul(c0).add(b.mul(d0)));
            im20 = im20.add(b.mul(c0).sub(a.mul(d0)));
            re21 = re21.add(a.mul(c1).add(b.mul(d1)));
            im21 = im21.add(b.mul(c1).sub(a.mul(d1)));
            a = DoubleVector.broadcast(SPECIES, re[row + i3]);
            b = DoubleVector.broadcast(SPECIES, im[row + i3]);
            re30 = re30.add(a.mul(c0).add(b.mul(d0)));
            im30 = im30.add(b.mul(c0).sub(a.mul(d0)));
            re31 = re31.add(a.mul(c1).add(b.mul(d1)));
            im31 = im31.add(b.mul(c1).sub(a.mul(d1)));
        }
        re00.intoArray(sums, p0);
        im00.intoArray(sums, p0 + part);
        re01.intoArray(sums, p0 + V);
        im01.intoArray(sums, p0 + V + part);
        re10.intoArray(sums, p1);
        im10.intoArray(sums, p1 + part);
        re11.intoArray(sums, p1 + V);
        im11.intoArray(sums, p1 + V + part);
        re20.intoArray(sums, p2);
        im20.intoArray(sums, p2 + part);
        re21.intoArray(sums, p2 + V);
        im21.intoArray(sums, p2 + V + part);
        re30.intoArray(sums, p3);
        im30.intoArray(sums, p3 + part);
        re31.intoArray(sums, p3 + V);
        im31.intoArray(sums, p3 + V + part);
    }
}
