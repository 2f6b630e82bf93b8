package org.trialmap.signal.fft;

/** Lengths of transforms that have no other factors than 2, 3 and 5. */
public final class FastLengths {
    private FastLengths() {}

    /** The next such length. */
    public static int from(int least) {
        for (int length = least;; length++) {
            int rest = length;
            for (int factor : new int[] {2, 3, 5}) {
                while (rest % factor == 0) {
                    rest /= factor;
                }
            }
            if (rest == 1) {
                return length;
            }
        }
    }
}
