package org.trialmap.task;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** The generators of the tasks' random streams. */
public enum RandomAlgorithm {
    /** xoshiro256++ of Commons RNG (D. Blackman, S. Vigna, 2019), period 2^256 - 1: the default. */
    XOSHIRO256PP {
        @Override
        UniformRandomProvider create(SeedSequence seeds) {
            return RandomSource.XO_SHI_RO_256_PP.create(seeds.state(4));
        }
    },
    /** Bit for bit the raw numbers and doubles of NumPy's {@code Generator(PCG64(SeedSequence(seed).spawn(n)[index]))}. */
    PCG64 {
        @Override
        UniformRandomProvider create(SeedSequence seeds) {
            return new Pcg64(seeds.state(4));
        }
    };

    abstract UniformRandomProvider create(SeedSequence seeds);

    /**
     * The random stream of one task: a function of (algorithm, seed, index) alone. Streams of different indices are statistically independent.
     *
     * @param seed any number; taken as unsigned
     * @param index the task's index, not negative
     * @throws IllegalArgumentException if the index is negative
     */
    public UniformRandomProvider stream(long seed, int index) {
        if (index < 0) {
            throw new IllegalArgumentException("There is no random stream of task " + index + ": the index of a task must be 0 or more.");
        }
        return create(new SeedSequence(seed, index));
    }
}
