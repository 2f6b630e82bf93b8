package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;

class RandomAlgorithmTest {
    private static final int STREAMS = 20;

    /** Seeds as signed numbers; NumPy gets them as unsigned ones. Those below 2^32 are one word of entropy there. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 123_456_789, 0xffff_ffffL, 0x1_0000_0000L, 0x1_0000_0001L, Long.MAX_VALUE, Long.MIN_VALUE, -1, -42, 0xdead_beef_cafe_f00dL})
    void pcg64GivesNumPysRawNumbersAndDoubles(long seed) {
        String script = """
                import sys
                from numpy.random import Generator, PCG64, SeedSequence
                for child in SeedSequence(int(sys.argv[1])).spawn(int(sys.argv[2])):
                    g = Generator(PCG64(child))
                    print(*g.bit_generator.random_raw(50), *[x.hex() for x in g.random(50)], g.bit_generator.random_raw())
                """;
        StringBuilder ours = new StringBuilder();
        for (int i = 0; i < STREAMS; i++) {
            UniformRandomProvider random = RandomAlgorithm.PCG64.stream(seed, i);
            LongStream.range(0, 50).forEach(k -> ours.append(Long.toUnsignedString(random.nextLong())).append(' '));
            LongStream.range(0, 50).forEach(k -> ours.append(pythonHex(random.nextDouble())).append(' '));
            ours.append(Long.toUnsignedString(random.nextLong())).append('\n');
        }
        assertEquals(References.python(script, Long.toUnsignedString(seed), Integer.toString(STREAMS)), ours.toString());
    }

    /** As {@code float.hex()} of Python writes it. */
    private static String pythonHex(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) - 1023;
        return value == 0 ? "0x0.0p+0" : "0x1.%013xp%+d".formatted(bits & (1L << 52) - 1, exponent);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsAFunctionOfSeedAndIndex(RandomAlgorithm algorithm) {
        assertArrayEquals(algorithm.stream(5, 3).longs(100).toArray(), algorithm.stream(5, 3).longs(100).toArray());
        Set<Long> first = new HashSet<>();
        for (long seed : new long[] {0, 1, -1, 1L << 32}) {
            for (int index = 0; index < 250; index++) {
                first.add(algorithm.stream(seed, index).nextLong());
            }
        }
        assertEquals(1000, first.size());
    }

    @ParameterizedTest
    @EnumSource
    void doublesAreInTheUnitIntervalAndEven(RandomAlgorithm algorithm) {
        double mean = algorithm.stream(1, 1).doubles(100_000).peek(x -> assertTrue(x >= 0 && x < 1)).average().orElseThrow();
        assertEquals(0.5, mean, 0.005);
    }

    @ParameterizedTest
    @EnumSource
    void aSavedStateGoesOnWithTheSameNumbers(RandomAlgorithm algorithm) {
        RestorableUniformRandomProvider random = (RestorableUniformRandomProvider) algorithm.stream(9, 9);
        random.nextInt();
        var state = random.saveState();
        int half = random.nextInt();
        long[] next = random.longs(10).toArray();
        random.restoreState(state);
        assertEquals(half, random.nextInt());
        assertArrayEquals(next, random.longs(10).toArray());
    }

    /** Fixed numbers: results that were computed with a seed can be computed again with later versions. */
    @Test
    void streamsStayAsTheyAre() {
        assertEquals("1430857163565763434", Long.toUnsignedString(RandomAlgorithm.XOSHIRO256PP.stream(42, 7).nextLong()));
        assertEquals("15463373330740448354", Long.toUnsignedString(RandomAlgorithm.PCG64.stream(0, 2).nextLong()));
    }

    @Test
    void refusesNegativeIndices() {
        assertRefused("There is no random stream of task -1: the index of a task must be 0 or more.", () -> RandomAlgorithm.PCG64.stream(0, -1));
    }
}
