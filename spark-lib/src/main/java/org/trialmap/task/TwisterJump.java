package org.trialmap.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Jumps of {@link Mt19937} by 2^128 numbers: the state after so many steps T is f(T) of the state before, where f is the remainder of x^(2^128) by the characteristic
 * polynomial of T over the field of two elements. Some tens of milliseconds for f, once, and about three for each of its powers that an index needs.
 *
 * <p>Sources: H. Haramoto, M. Matsumoto, T. Nishimura, F. Panneton, P. L'Ecuyer, "Efficient Jump Ahead for F2-Linear Random Number Generators", INFORMS Journal on Computing 20
 * (2008); the characteristic polynomial: M. Matsumoto, T. Nishimura, ACM TOMACS 8 (1998), appendix.
 */
final class TwisterJump {
    private static final int DEGREE = 19937;
    private static final int LONGS = DEGREE / Long.SIZE + 1;
    private static final int LOG_STEPS = 128;
    private static final int LOW_BITS = 31;

    /** Exponents of the characteristic polynomial but the first, which is at least 64 above all others. */
    private static final int[] CHARACTERISTIC = characteristic();

    /** f, f^2, f^4, ... as bits, as far as they have been needed. */
    private static final List<long[]> POWERS = new ArrayList<>();

    private TwisterJump() {}

    /**
     * The state after some jumps.
     *
     * @param window all words of the state, the oldest one first
     * @return as {@code window}
     */
    static int[] jumped(int[] window, int jumps) {
        int[] state = window;
        for (int k = 0; jumps >>> k != 0; k++) {
            if ((jumps >>> k & 1) != 0) {
                state = applied(power(k), state);
            }
        }
        return state;
    }

    /** Of f, by which NumPy's place in the words moves with each jump. */
    static int degree() {
        return BitSet.valueOf(power(0)).length() - 1;
    }

    private static synchronized long[] power(int k) {
        if (POWERS.isEmpty()) {
            long[] f = new long[LONGS];
            f[0] = 2;
            for (int i = 0; i < LOG_STEPS; i++) {
                f = squared(f, 0);
            }
            POWERS.add(f);
        }
        while (POWERS.size() <= k) {
            POWERS.add(squared(POWERS.get(POWERS.size() - 1), 1)); // T forgets 31 bits of the oldest word, which NumPy draws: powers of T are the same only by x times its polynomial
        }
        return POWERS.get(k);
    }

    /** The sum of the windows that begin with those words that the polynomial names. */
    private static int[] applied(long[] polynomial, int[] window) {
        int[] words = Arrays.copyOf(window, DEGREE + 1 + window.length);
        for (int k = window.length; k < words.length; k++) {
            words[k] = Mt19937.following(words[k - window.length], words[k - window.length + 1], words[k - window.length + Mt19937.MIDDLE]);
        }
        int[] sum = new int[window.length];
        BitSet.valueOf(polynomial).stream().forEach(first -> {
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= words[first + j];
            }
        });
        return sum;
    }

    private static int[] characteristic() {
        BitSet polynomial = new BitSet();
        polynomial.set(0);
        for (int i = 0; i <= LOW_BITS; i++) {
            int shift = i < LOW_BITS ? 1 : 0;
            BitSet product = new BitSet();
            for (int exponent : polynomial.stream().toArray()) {
                product.flip(exponent + Mt19937.WORDS - shift);
                product.flip(exponent + Mt19937.MIDDLE - shift);
            }
            product.set(0, (Mt19937.MATRIX >>> i & 1) != 0);
            polynomial = product;
        }
        polynomial.clear(DEGREE);
        return polynomial.stream().toArray();
    }

    /** Remainder of the square by the characteristic polynomial times x^{@code factor}. */
    private static long[] squared(long[] polynomial, int factor) {
        long[] square = new long[2 * LONGS];
        for (int i = 0; i < LONGS; i++) {
            square[2 * i] = spread(polynomial[i] & 0xffff_ffffL);
            square[2 * i + 1] = spread(polynomial[i] >>> Integer.SIZE);
        }
        int degree = DEGREE + factor;
        for (int i = square.length - 1; (i + 1) * Long.SIZE > degree; i--) {
            long above = square[i] & -1L << Math.max(0, degree - i * Long.SIZE);
            square[i] ^= above;
            for (int exponent : CHARACTERISTIC) {
                add(square, i * Long.SIZE - degree + exponent + factor, above);
            }
        }
        return Arrays.copyOf(square, LONGS);
    }

    /** @param exponent of the lowest of the bits; if negative, as many of them are 0 */
    private static void add(long[] polynomial, int exponent, long bits) {
        int place = Math.floorDiv(exponent, Long.SIZE);
        int shift = Math.floorMod(exponent, Long.SIZE);
        if (place >= 0) {
            polynomial[place] ^= bits << shift;
        }
        if (shift != 0) {
            polynomial[place + 1] ^= bits >>> Long.SIZE - shift;
        }
    }

    /** Its 32 bits with a 0 after each. */
    private static long spread(long bits) {
        long spread = (bits | bits << 16) & 0x0000_ffff_0000_ffffL;
        spread = (spread | spread << 8) & 0x00ff_00ff_00ff_00ffL;
        spread = (spread | spread << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
        spread = (spread | spread << 2) & 0x3333_3333_3333_3333L;
        return (spread | spread << 1) & 0x5555_5555_5555_5555L;
    }
}
