package org.trialmap.signal.connectivity;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.trialmap.signal.connectivity.Snapshots.Slab;

/** As many channels j at once as a vector holds. Follows {@link PairScalar} operation by operation. {@link CrossTile} has the cross-spectra. */
final class PairVector implements PairKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();

    /** What is summed of a vector of pairs: one row i, V channels j. */
    private interface Tile {
        /**
         * @param p where the first pair's sum is in {@code sums}
         * @param part values from one part of the sums to the next
         */
        void add(Slab x, int i, int j, double[] sums, int p, int part);
    }

    @Override
    public int width(int channels) {
        return CrossTile.width(channels);
    }

    @Override
    public void cross(Slab x, double[] sums, int at) {
        CrossTile.add(x, sums, at);
    }

    @Override
    public void phases(Slab x, double[] sums, int at) {
        forTiles(x, sums, at, 2, PairVector::phases);
    }

    @Override
    public void signs(Slab x, double[] sums, int at) {
        forTiles(x, sums, at, 1, PairVector::signs);
    }

    @Override
    public void imaginary(Slab x, double[] sums, int at) {
        forTiles(x, sums, at, 3, PairVector::imaginary);
    }

    /** The last pairs of a row are fewer than a vector: their sums are taken out and put back. */
    private static void forTiles(Slab x, double[] sums, int at, int parts, Tile tile) {
        int pairs = x.pairs();
        double[] edge = new double[parts * V];
        for (int i = 0; i < x.channels(); i++) {
            for (int j = 0; j <= i; j += V) {
                int p = at + Pairs.row(i) + j;
                int whole = Math.min(V, i + 1 - j);
                if (whole == V) {
                    tile.add(x, i, j, sums, p, pairs);
                } else {
                    for (int part = 0; part < parts; part++) {
                        System.arraycopy(sums, p + part * pairs, edge, part * V, whole);
                    }
                    tile.add(x, i, j, edge, 0, V);
                    for (int part = 0; part < parts; part++) {
                        System.arraycopy(edge, part * V, sums, p + part * pairs, whole);
                    }
                }
            }
        }
    }

    private static void phases(Slab x, int i, int j, double[] sums, int p, int part) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector sumRe = DoubleVector.fromArray(SPECIES, sums, p);
        DoubleVector sumIm = DoubleVector.fromArray(SPECIES, sums, p + part);
        for (int k = 0, row = x.from(); k < x.snapshots(); k += x.tapers()) {
            DoubleVector re = zero;
            DoubleVector im = zero;
            for (int t = 0; t < x.tapers(); t++, row += x.width()) {
                re = re.add(re(x, row, i, j));
                im = im.add(im(x, row, i, j));
            }
            DoubleVector modulus = re.mul(re).add(im.mul(im)).sqrt();
            DoubleVector inverse = one.div(modulus).blend(zero, modulus.compare(VectorOperators.EQ, zero));
            sumRe = sumRe.add(re.mul(inverse));
            sumIm = sumIm.add(im.mul(inverse));
        }
        sumRe.intoArray(sums, p);
        sumIm.intoArray(sums, p + part);
    }

    private static void signs(Slab x, int i, int j, double[] sums, int p, int part) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector minus = DoubleVector.broadcast(SPECIES, -1);
        DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, p);
        for (int k = 0, row = x.from(); k < x.snapshots(); k += x.tapers()) {
            DoubleVector im = zero;
            for (int t = 0; t < x.tapers(); t++, row += x.width()) {
                im = im.add(im(x, row, i, j));
            }
            sum = sum.add(zero.blend(one, im.compare(VectorOperators.GT, zero)).blend(minus, im.compare(VectorOperators.LT, zero)));
        }
        sum.intoArray(sums, p);
    }

    private static void imaginary(Slab x, int i, int j, double[] sums, int p, int part) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, p);
        DoubleVector moduli = DoubleVector.fromArray(SPECIES, sums, p + part);
        DoubleVector squares = DoubleVector.fromArray(SPECIES, sums, p + 2 * part);
        for (int k = 0, row = x.from(); k < x.snapshots(); k += x.tapers()) {
            DoubleVector im = DoubleVector.zero(SPECIES);
            for (int t = 0; t < x.tapers(); t++, row += x.width()) {
                im = im.add(im(x, row, i, j));
            }
            sum = sum.add(im);
            moduli = moduli.add(im.abs());
            squares = squares.add(im.mul(im));
        }
        sum.intoArray(sums, p);
        moduli.intoArray(sums, p + part);
        squares.intoArray(sums, p + 2 * part);
    }

    /** Re S of one snapshot. */
    private static DoubleVector re(Slab x, int row, int i, int j) {
        return DoubleVector.fromArray(SPECIES, x.re(), row + j).mul(x.re()[row + i]).add(DoubleVector.fromArray(SPECIES, x.im(), row + j).mul(x.im()[row + i]));
    }

    private static DoubleVector im(Slab x, int row, int i, int j) {
        return DoubleVector.fromArray(SPECIES, x.re(), row + j).mul(x.im()[row + i]).sub(DoubleVector.fromArray(SPECIES, x.im(), row + j).mul(x.re()[row + i]));
    }
}
