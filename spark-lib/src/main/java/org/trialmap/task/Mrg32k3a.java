package org.trialmap.task;

import java.nio.ByteBuffer;
import org.apache.commons.rng.core.source32.IntProvider;

/**
 * Combined multiple recursive generator with streams that are 2^127 numbers apart; R's {@code L'Ecuyer-CMRG}, whose uniform numbers it gives bit for bit.
 *
 * <p>Source: P. L'Ecuyer, R. Simard, E. J. Chen, W. D. Kelton, "An Object-Oriented Random-Number Package with Many Long Streams and Substreams", Operations Research 50 (2002);
 * the start from a seed is R's {@code set.seed}.
 */
final class Mrg32k3a extends IntProvider implements RandomStream {
    private static final int COMPONENT = 3;
    /** Number k of a component, from its three last ones, the oldest first. */
    private static final Recurrence FIRST = new Recurrence(4294967087L, -810728, 1403580, 0);
    private static final Recurrence SECOND = new Recurrence(4294944443L, -1370589, 0, 527612);
    private static final double NORM = 2.328306549295727688e-10;
    /** From one stream to the next, from one substream to the next: 2 to these powers. */
    private static final int STREAM = 127;
    private static final int SUBSTREAM = 76;
    private static final int SCRAMBLINGS = 50;
    private static final int SCRAMBLER = 69069;

    private final long[] state;

    private Mrg32k3a(long[] state) {
        this.state = state;
    }

    /**
     * The stream that R's {@code future_lapply(.., future.seed = seed)} gives to element {@code index} (from 0): the second substream of stream {@code index} after
     * {@code set.seed(seed, kind = "L'Ecuyer-CMRG")}.
     *
     * @param seed as R takes it: 32 bits
     */
    static Mrg32k3a stream(int seed, int index) {
        long[] state = start(seed);
        FIRST.jump(state, 0, index);
        SECOND.jump(state, COMPONENT, index);
        return new Mrg32k3a(state);
    }

    /** The six numbers of R's {@code .Random.seed} after its first, as R writes them: signed. */
    int[] seeds() {
        int[] seeds = new int[state.length];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = (int) state[i];
        }
        return seeds;
    }

    private static long[] start(int seed) {
        int scrambled = seed;
        for (int i = 0; i < SCRAMBLINGS; i++) {
            scrambled = SCRAMBLER * scrambled + 1;
        }
        long[] start = new long[2 * COMPONENT];
        for (int i = 0; i < start.length; i++) {
            do {
                scrambled = SCRAMBLER * scrambled + 1;
            } while (Integer.toUnsignedLong(scrambled) >= SECOND.modulus);
            start[i] = Integer.toUnsignedLong(scrambled);
        }
        return start;
    }

    /** 1 to the first modulus. */
    private long step() {
        long difference = FIRST.step(state, 0) - SECOND.step(state, COMPONENT);
        return difference > 0 ? difference : difference + FIRST.modulus;
    }

    @Override
    public int next() {
        return (int) step();
    }

    /** R's {@code runif(1)}: between 0 and 1, neither of them, with 32 bits; one step of the generator. */
    @Override
    public double nextDouble() {
        return step() * NORM;
    }

    @Override
    public double nextGaussian() {
        return Inversion.normal(this);
    }

    @Override
    public double nextExponential() {
        return Inversion.exponential(this);
    }

    @Override
    protected byte[] getStateInternal() {
        ByteBuffer own = ByteBuffer.allocate(state.length * Long.BYTES);
        own.asLongBuffer().put(state);
        return composeStateInternal(own.array(), super.getStateInternal());
    }

    @Override
    protected void setStateInternal(byte[] saved) {
        byte[][] parts = splitStateInternal(saved, state.length * Long.BYTES);
        ByteBuffer.wrap(parts[0]).asLongBuffer().get(state);
        super.setStateInternal(parts[1]);
    }

    /** One component: x[k] = (a0 x[k-3] + a1 x[k-2] + a2 x[k-1]) mod modulus. */
    private record Recurrence(long modulus, long a0, long a1, long a2) {
        long step(long[] state, int at) {
            long remainder = (a0 * state[at] + a1 * state[at + 1] + a2 * state[at + 2]) % modulus;
            long x = remainder < 0 ? remainder + modulus : remainder;
            state[at] = state[at + 1];
            state[at + 1] = state[at + 2];
            state[at + 2] = x;
            return x;
        }

        /** To the second substream of a stream. */
        void jump(long[] state, int at, int stream) {
            long[][] one = {{0, 1, 0}, {0, 0, 1}, {Math.floorMod(a0, modulus), a1, a2}};
            long[][] jump = times(squared(one, SUBSTREAM), power(squared(one, STREAM), stream));
            long[] to = new long[COMPONENT];
            for (int i = 0; i < COMPONENT; i++) {
                for (int j = 0; j < COMPONENT; j++) {
                    to[i] = (to[i] + product(jump[i][j], state[at + j])) % modulus;
                }
            }
            System.arraycopy(to, 0, state, at, COMPONENT);
        }

        /** To the power of 2^times. */
        private long[][] squared(long[][] matrix, int times) {
            long[][] power = matrix;
            for (int i = 0; i < times; i++) {
                power = times(power, power);
            }
            return power;
        }

        private long[][] power(long[][] matrix, int exponent) {
            long[][] power = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
            long[][] square = matrix;
            for (int rest = exponent; rest > 0; rest >>= 1) {
                if ((rest & 1) == 1) {
                    power = times(power, square);
                }
                square = times(square, square);
            }
            return power;
        }

        private long[][] times(long[][] a, long[][] b) {
            long[][] c = new long[COMPONENT][COMPONENT];
            for (int i = 0; i < COMPONENT; i++) {
                for (int j = 0; j < COMPONENT; j++) {
                    for (int k = 0; k < COMPONENT; k++) {
                        c[i][j] = (c[i][j] + product(a[i][k], b[k][j])) % modulus;
                    }
                }
            }
            return c;
        }

        /** Of two numbers below 2^32, whose product has 64 bits without a sign. */
        private long product(long a, long b) {
            return Long.remainderUnsigned(a * b, modulus);
        }
    }
}
