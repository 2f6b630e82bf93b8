package org.trialmap.signal.fft;

/**
 * One pass of a Stockham transform. Seen as an array of rows, the pass takes rows {@code p + groups * j} (j = 0..radix-1), each of {@code
 * stride} values
 * side by side, to rows {@code radix * p + k}: their small transform of length {@code radix}, value k times {@code exp(-2 pi i p k / (radix *
 * groups))}.
 *
 * @param twiddles these factors: real and imaginary part of (p, k) at {@code 2 * (p * (radix - 1) + k - 1)}; k = 0 is left out, being 1
 * @param roots    {@code exp(2 pi i j / radix)}, real and imaginary parts in turn
 */
record FftStage(int radix, int groups, int stride, FftValues twiddles, FftValues roots) {
    static FftStage of(int radix, int groups, int stride) {
        double[] twiddles = new double[2 * groups * (radix - 1)];
        for (int p = 0, at = 0; p < groups; p++) {
            for (int k = 1; k < radix; k++, at += 2) {
                long turn = (long) p * k;
                twiddles[at] = cosine(turn, radix * groups);
                twiddles[at + 1] = -sine(turn, radix * groups);
            }
        }
        double[] roots = new double[2 * radix];
        for (int j = 0; j < radix; j++) {
            roots[2 * j] = cosine(j, radix);
            roots[2 * j + 1] = sine(j, radix);
        }
        return new FftStage(radix, groups, stride, FftValues.of(twiddles), FftValues.of(roots));
    }

    /**
     * cos(2 pi turn / n) to the last bit or so: the angle is brought into the first eighth of the circle in whole numbers. Strict: the
     * same on any machine.
     */
    static double cosine(long turn, long n) {
        long eighths = 8 * Math.floorMod(turn, n);
        int octant = (int) (eighths / n);
        long within = octant % 2 == 0 ? eighths - octant * n : (octant + 1) * n - eighths;
        double angle = Math.PI / 4 * within / n;
        double value = octant % 4 == 0 || octant % 4 == 3 ? StrictMath.cos(angle) : StrictMath.sin(angle);
        return octant >= 2 && octant <= 5 ? -value : value;
    }

    /** sin(2 pi turn / n), as {@link #cosine} of a quarter less. */
    static double sine(long turn, long n) {
        return cosine(4 * Math.floorMod(turn, n) - n, 4 * n);
    }
}
