package org.trialmap.signal;

/**
 * A block of lanes: lane l holds channel {@code first + l} as its real part and channel {@code half + first + l} as its imaginary part.
 *
 * @param channels of the row-major array
 * @param half     the number of pairs: half the channels, rounded up
 */
record FftBlock(int channels, int half, int first, int width) {
    static FftBlock of(int channels, int first, int width) {
        return new FftBlock(channels, (channels + 1) / 2, first, width);
    }

    /** Lanes whose real part is a channel. */
    int realLanes() {
        return Math.min(width, half - first);
    }

    /** Lanes whose imaginary part is a channel; one less at the end of an odd number of channels. */
    int imaginaryLanes() {
        return Math.max(0, Math.min(width, channels - half - first));
    }
}
