package org.trialmap.task;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The generators of the tasks' random streams. */
public enum RandomAlgorithm {
    /** xoshiro256++ of Commons RNG (D. Blackman, S. Vigna, 2019), period 2^256 - 1: the default. */
    XOSHIRO256PP {
        @Override
        RandomStream create(long seed, int index) {
            return new Xoshiro256(new SeedSequence(seed, index).state(4));
        }

        @Override
        String written(long seed, int index) {
            return Arrays.stream(new SeedSequence(seed, index).state(4)).mapToObj(Long::toUnsignedString).collect(Collectors.joining(","));
        }
    },
    /** Bit for bit the raw numbers and doubles of NumPy's {@code Generator(PCG64(SeedSequence(seed).spawn(n)[index]))}. */
    PCG64 {
        @Override
        RandomStream create(long seed, int index) {
            return new Pcg64(new SeedSequence(seed, index).state(4));
        }
    },
    /** Bit for bit the raw numbers and doubles of NumPy's {@code Generator(PCG64(seed).jumped(index))}; the first task has those of {@code default_rng(seed)}. */
    PCG64_JUMPED {
        @Override
        RandomStream create(long seed, int index) {
            return new Pcg64(new SeedSequence(seed).state(4)).jumped(index);
        }
    },
    /** Bit for bit the raw numbers and doubles of NumPy's {@code Generator(MT19937(SeedSequence(seed).spawn(n)[index]))}: a Mersenne Twister. */
    MT19937 {
        @Override
        RandomStream create(long seed, int index) {
            return new Mt19937(new SeedSequence(seed, index).words(Mt19937.WORDS));
        }
    },
    /** Bit for bit the raw numbers and doubles of NumPy's {@code Generator(MT19937(seed).jumped(index))}. A stream costs some milliseconds, as jumps of a Mersenne Twister do. */
    MT19937_JUMPED {
        @Override
        RandomStream create(long seed, int index) {
            return new Mt19937(new SeedSequence(seed).words(Mt19937.WORDS)).jumped(index);
        }
    },
    /**
     * MRG32k3a (P. L'Ecuyer and others, 2002), R's {@code L'Ecuyer-CMRG}: the streams that {@code future_lapply(.., future.seed = seed)} gives to its elements; doubles are bit for
     * bit those of {@code runif}, which have 32 bits. The seed must be one that R takes, -2147483647 to 2147483647.
     */
    LECUYER {
        @Override
        RandomStream create(long seed, int index) {
            return Mrg32k3a.stream((int) seed, index);
        }

        @Override
        void requireSeed(long seed) {
            if (Math.abs(seed) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("The seed " + seed + " is not one that R takes, so there are no L'Ecuyer streams of it. Use -2147483647 to 2147483647, or another"
                        + " generator.");
            }
        }

        @Override
        String written(long seed, int index) {
            return "10407," + Arrays.stream(Mrg32k3a.stream((int) seed, index).seeds()).mapToObj(Integer::toString).collect(Collectors.joining(","));
        }
    };

    abstract RandomStream create(long seed, int index);

    String written(long seed, int index) {
        return Long.toUnsignedString(seed) + "," + index;
    }

    /** Throws {@link IllegalArgumentException} if the algorithm does not take the seed. */
    void requireSeed(long seed) {}

    /**
     * The random stream of one task: a function of (algorithm, seed, index) alone. Streams of different indices are statistically independent.
     *
     * @param seed any number that the algorithm takes; as unsigned but for {@link #LECUYER}
     * @param index the task's index, not negative
     * @throws IllegalArgumentException if the index is negative, or the algorithm does not take the seed
     */
    public RandomStream stream(long seed, int index) {
        require(seed, index);
        return create(seed, index);
    }

    /**
     * That stream in words, with which another program starts the same one: numbers with commas between them. For {@link #LECUYER} R's {@code .Random.seed}; for {@link #PCG64},
     * {@link #PCG64_JUMPED}, {@link #MT19937} and {@link #MT19937_JUMPED} seed and index, of which NumPy makes {@code SeedSequence(seed, spawn_key=(index,))} or
     * {@code PCG64(seed).jumped(index)}; for {@link #XOSHIRO256PP} its four words of state, unsigned.
     *
     * @throws IllegalArgumentException as for {@link #stream}
     */
    public String describe(long seed, int index) {
        require(seed, index);
        return written(seed, index);
    }

    private void require(long seed, int index) {
        requireSeed(seed);
        if (index < 0) {
            throw new IllegalArgumentException("There is no random stream of task " + index + ": the index of a task must be 0 or more.");
        }
    }
}
