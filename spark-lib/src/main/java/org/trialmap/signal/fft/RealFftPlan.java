package org.trialmap.signal.fft;

/**
 * How a real transform is made of a complex one of the same channel. Even lengths N: the complex one has half the length and the samples 2n as real,
 * 2n + 1 as imaginary parts. With its bins Z, {@code 2 X[k] = Z[k] + conj(Z[N/2-k]) - i exp(-2 pi i k / N) (Z[k] - conj(Z[N/2-k]))}. Odd
 * lengths: the imaginary parts are zero, at twice the cost. Either way {@code 2 X}: the samples must come in halved.
 */
record RealFftPlan(int length, FftPlan complex) {
    /** What samples are to be multiplied by. */
    static final double WEIGHT = 0.5;

    static RealFftPlan of(int length) {
        return new RealFftPlan(length, FftPlan.of(length % 2 == 0 ? length / 2 : length));
    }

    /** Two samples make a row. */
    boolean inTwos() {
        return length % 2 == 0;
    }

    FftBins bins(int... chosen) {
        if (!inTwos()) {
            return new FftBins(chosen, length, null);
        }
        double[] turns = new double[2 * chosen.length];
        for (int f = 0; f < chosen.length; f++) {
            turns[2 * f] = -FftStage.sine(chosen[f], length);
            turns[2 * f + 1] = -FftStage.cosine(chosen[f], length);
        }
        return new FftBins(chosen, length / 2, FftValues.of(turns));
    }
}
