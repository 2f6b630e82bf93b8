package org.trialmap.task;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.commons.rng.core.source32.IntProvider;

/**
 * Mersenne Twister with 32-bit words and period 2^19937 - 1, started as NumPy's {@code MT19937(SeedSequence)} is; gives its numbers bit for bit.
 *
 * <p>Source: M. Matsumoto, T. Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform Pseudo-Random Number Generator", ACM TOMACS 8 (1998).
 */
final class Mt19937 extends IntProvider implements RandomStream {
    /** Words of state. */
    static final int WORDS = 624;

    static final int MIDDLE = 397;
    static final int MATRIX = 0x9908b0df;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = ~UPPER;

    private final int[] words;
    private int position;

    /** @param seed {@link #WORDS} words; of the first one only its highest bit would count, which is set, so that they are never all 0 */
    Mt19937(int[] seed) {
        words = seed.clone();
        words[0] = UPPER;
        position = WORDS - 1; // as NumPy has it: the last word is the first number
    }

    @Override
    public int next() {
        if (position == WORDS) {
            twist();
        }
        int word = words[position++];
        word ^= word >>> 11;
        word ^= word << 7 & 0x9d2c5680;
        word ^= word << 15 & 0xefc60000;
        return word ^ word >>> 18;
    }

    private void twist() {
        for (int k = 0; k < WORDS; k++) {
            words[k] = following(words[k], words[(k + 1) % WORDS], words[(k + MIDDLE) % WORDS]);
        }
        position = 0;
    }

    /** The word that is {@link #WORDS} after the first of these. */
    static int following(int word, int next, int middle) {
        int joined = word & UPPER | next & LOWER;
        return middle ^ joined >>> 1 ^ ((joined & 1) == 0 ? 0 : MATRIX);
    }

    /** Jumps as NumPy does: it takes the word at its place for the oldest one. */
    Mt19937 jumped(int jumps) {
        if (jumps > 0) {
            int[] window = new int[WORDS];
            Arrays.setAll(window, k -> words[(position + k) % WORDS]);
            int[] state = TwisterJump.jumped(window, jumps);
            position = (int) ((position + (long) jumps * TwisterJump.degree()) % WORDS);
            for (int k = 0; k < WORDS; k++) {
                words[(position + k) % WORDS] = state[k];
            }
        }
        return this;
    }

    /** Of two words, 27 bits of the first and 26 of the second. */
    @Override
    public double nextDouble() {
        long high = next() >>> 5;
        return (high << 26 | next() >>> 6) * 0x1p-53;
    }

    @Override
    public double nextGaussian() {
        return Ziggurat.normal(this);
    }

    @Override
    public double nextExponential() {
        return Ziggurat.exponential(this);
    }

    @Override
    protected byte[] getStateInternal() {
        ByteBuffer own = ByteBuffer.allocate((WORDS + 1) * Integer.BYTES);
        own.asIntBuffer().put(words).put(position);
        return composeStateInternal(own.array(), super.getStateInternal());
    }

    @Override
    protected void setStateInternal(byte[] state) {
        byte[][] parts = splitStateInternal(state, (WORDS + 1) * Integer.BYTES);
        int[] own = new int[WORDS + 1];
        ByteBuffer.wrap(parts[0]).asIntBuffer().get(own);
        System.arraycopy(own, 0, words, 0, WORDS);
        position = own[WORDS];
        super.setStateInternal(parts[1]);
    }
}
