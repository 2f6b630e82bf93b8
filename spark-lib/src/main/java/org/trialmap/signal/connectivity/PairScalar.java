package org.trialmap.signal.connectivity;

import org.trialmap.signal.connectivity.Snapshots.Slab;

/** One pair after the other. */
final class PairScalar implements PairKernel {
    /** What one trial's S adds to the sums of one pair. */
    private interface Addition {
        void add(double re, double im, double[] sums, int at);
    }

    @Override
    public int width(int channels) {
        return channels;
    }

    @Override
    public void cross(Slab x, double[] sums, int at) {
        int pairs = x.pairs();
        forPairs(new Slab(x.re(), x.im(), x.from(), x.snapshots(), 1, x.channels(), x.width()), sums, at, (re, im, to, p) -> {
            to[p] += re;
            to[pairs + p] += im;
        });
    }

    @Override
    public void phases(Slab x, double[] sums, int at) {
        int pairs = x.pairs();
        forPairs(x, sums, at, (re, im, to, p) -> {
            double modulus = Math.sqrt(re * re + im * im);
            double inverse = modulus == 0 ? 0 : 1 / modulus;
            to[p] += re * inverse;
            to[pairs + p] += im * inverse;
        });
    }

    @Override
    public void signs(Slab x, double[] sums, int at) {
        forPairs(x, sums, at, (re, im, to, p) -> to[p] += im > 0 ? 1 : im < 0 ? -1 : 0);
    }

    @Override
    public void imaginary(Slab x, double[] sums, int at) {
        int pairs = x.pairs();
        forPairs(x, sums, at, (re, im, to, p) -> {
            to[p] += im;
            to[pairs + p] += Math.abs(im);
            to[2 * pairs + p] += im * im;
        });
    }

    private static void forPairs(Slab x, double[] sums, int at, Addition addition) {
        double[] re = x.re();
        double[] im = x.im();
        for (int i = 0; i < x.channels(); i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0, row = x.from(); k < x.snapshots(); k += x.tapers()) {
                    double sRe = 0;
                    double sIm = 0;
                    for (int t = 0; t < x.tapers(); t++, row += x.width()) {
                        sRe += re[row + i] * re[row + j] + im[row + i] * im[row + j];
                        sIm += im[row + i] * re[row + j] - re[row + i] * im[row + j];
                    }
                    addition.add(sRe, sIm, sums, at + Pairs.row(i) + j);
                }
            }
        }
    }
}
