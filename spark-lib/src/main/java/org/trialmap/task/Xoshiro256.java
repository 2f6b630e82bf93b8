package org.trialmap.task;

import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/** xoshiro256++, with normal and exponential numbers. */
final class Xoshiro256 extends XoShiRo256PlusPlus implements RandomStream {
    /** @param seed four words */
    Xoshiro256(long[] seed) {
        super(seed);
    }

    @Override
    public double nextGaussian() {
        return Ziggurat.normal(this);
    }

    @Override
    public double nextExponential() {
        return Ziggurat.exponential(this);
    }
}
