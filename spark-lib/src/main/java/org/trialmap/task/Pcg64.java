package org.trialmap.task;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.commons.rng.core.source64.LongProvider;

/**
 * PCG64 (XSL-RR, 128 bits of state), the generator behind NumPy's {@code default_rng}; gives its numbers bit for bit.
 *
 * <p>Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation", HMC-CS-2014-0905.
 */
final class Pcg64 extends LongProvider implements RandomStream {
    private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
    private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;

    private static final int WORD = 128;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(WORD);
    /** Numbers that NumPy's {@code jumped()} leaves out: 2^128 / the golden ratio. */
    private static final BigInteger JUMP = new BigInteger("9e3779b97f4a7c15f39cc0605cedc835", 16);

    private final long incrementHigh; // the stream: not part of the state, a saved state is for this generator alone
    private final long incrementLow;
    private long high;
    private long low;

    /** @param seed initial state (high, low) and stream (high, low), as NumPy takes them from a SeedSequence */
    Pcg64(long[] seed) {
        incrementHigh = seed[2] << 1 | seed[3] >>> 63;
        incrementLow = seed[3] << 1 | 1;
        step();
        add(seed[0], seed[1]);
        step();
    }

    /** Goes on as {@code PCG64.jumped(jumps)} of NumPy does; streams of different jumps do not overlap. */
    Pcg64 jumped(int jumps) {
        BigInteger multiplier = unsigned(MULTIPLIER_HIGH, MULTIPLIER_LOW);
        BigInteger increment = unsigned(incrementHigh, incrementLow);
        BigInteger state = unsigned(high, low);
        BigInteger steps = JUMP.multiply(BigInteger.valueOf(jumps)).mod(MODULUS);
        for (int bit = 0; bit < steps.bitLength(); bit++) { // the step of 2^bit numbers is one of the same kind
            if (steps.testBit(bit)) {
                state = state.multiply(multiplier).add(increment).mod(MODULUS);
            }
            increment = increment.multiply(multiplier.add(BigInteger.ONE)).mod(MODULUS);
            multiplier = multiplier.multiply(multiplier).mod(MODULUS);
        }
        high = state.shiftRight(Long.SIZE).longValue();
        low = state.longValue();
        return this;
    }

    private static BigInteger unsigned(long high, long low) {
        return new BigInteger(1, ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
    }

    @Override
    public long next() {
        step();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
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
        byte[] own = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        return composeStateInternal(own, super.getStateInternal());
    }

    @Override
    protected void setStateInternal(byte[] state) {
        byte[][] parts = splitStateInternal(state, 2 * Long.BYTES);
        ByteBuffer own = ByteBuffer.wrap(parts[0]);
        high = own.getLong();
        low = own.getLong();
        super.setStateInternal(parts[1]);
    }

    private void step() {
        long productHigh = unsignedMultiplyHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
        low *= MULTIPLIER_LOW;
        high = productHigh;
        add(incrementHigh, incrementLow);
    }

    private void add(long otherHigh, long otherLow) {
        long sum = low + otherLow;
        high += otherHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    private static long unsignedMultiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }
}
