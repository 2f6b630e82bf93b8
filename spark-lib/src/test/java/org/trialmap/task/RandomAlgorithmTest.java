package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** More numbers than the generator has words of state, some of 32 bits, so that an odd number of words is drawn, too. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 0x1_0000_0001L, -1})
    void mersenneTwisterGivesNumPysRawNumbersAndDoubles(long seed) {
        String script = """
                import sys
                from numpy.random import Generator, MT19937, SeedSequence
                for child in SeedSequence(int(sys.argv[1])).spawn(4):
                    g = Generator(MT19937(child))
                    print(*g.bit_generator.random_raw(1001), *[x.hex() for x in g.random(700)], *g.integers(0, 2**64, 5, dtype="uint64"), g.bit_generator.random_raw())
                """;
        StringBuilder ours = new StringBuilder();
        for (int k = 0; k < 4; k++) {
            UniformRandomProvider random = RandomAlgorithm.MT19937.stream(seed, k);
            List<String> words = new ArrayList<>();
            IntStream.range(0, 1001).forEach(i -> words.add(Integer.toUnsignedString(random.nextInt())));
            IntStream.range(0, 700).forEach(i -> words.add(pythonHex(random.nextDouble())));
            IntStream.range(0, 5).forEach(i -> words.add(Long.toUnsignedString(random.nextLong())));
            words.add(Integer.toUnsignedString(random.nextInt()));
            ours.append(String.join(" ", words)).append('\n');
        }
        assertEquals(References.python(script, Long.toUnsignedString(seed)), ours.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 0x1_0000_0001L, -1})
    void jumpedPcg64GivesNumPysRawNumbersAndDoubles(long seed) {
        String script = """
                import sys
                from numpy.random import Generator, PCG64
                for k in (0, 1, 2, 3, 1000, 2**31 - 1):
                    g = Generator(PCG64(int(sys.argv[1])).jumped(k))
                    print(*g.bit_generator.random_raw(20), *[x.hex() for x in g.random(20)])
                """;
        StringBuilder ours = new StringBuilder();
        for (int k : new int[] {0, 1, 2, 3, 1000, Integer.MAX_VALUE}) {
            UniformRandomProvider random = RandomAlgorithm.PCG64_JUMPED.stream(seed, k);
            List<String> words = new ArrayList<>();
            LongStream.range(0, 20).forEach(i -> words.add(Long.toUnsignedString(random.nextLong())));
            LongStream.range(0, 20).forEach(i -> words.add(pythonHex(random.nextDouble())));
            ours.append(String.join(" ", words)).append('\n');
        }
        assertEquals(References.python(script, Long.toUnsignedString(seed)), ours.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 0x1_0000_0001L, -1})
    void jumpedMersenneTwisterGivesNumPysRawNumbersAndDoubles(long seed) {
        String script = """
                import sys
                from numpy.random import Generator, MT19937
                for k in (0, 1, 2, 3, 11):
                    g = Generator(MT19937(int(sys.argv[1])).jumped(k))
                    print(*g.bit_generator.random_raw(1001), *[x.hex() for x in g.random(700)])
                """;
        StringBuilder ours = new StringBuilder();
        for (int k : new int[] {0, 1, 2, 3, 11}) {
            UniformRandomProvider random = RandomAlgorithm.MT19937_JUMPED.stream(seed, k);
            List<String> words = new ArrayList<>();
            IntStream.range(0, 1001).forEach(i -> words.add(Integer.toUnsignedString(random.nextInt())));
            IntStream.range(0, 700).forEach(i -> words.add(pythonHex(random.nextDouble())));
            ours.append(String.join(" ", words)).append('\n');
        }
        assertEquals(References.python(script, Long.toUnsignedString(seed)), ours.toString());
    }

    /** A far jump is one of powers, not of steps. */
    @Test
    void jumpsOfTheMersenneTwisterAddUp() {
        int[] seed = IntStream.range(0, Mt19937.WORDS).map(i -> 0x9e3779b9 * (i + 1)).toArray();
        int far = Integer.MAX_VALUE;
        assertArrayEquals(new Mt19937(seed).jumped(far).ints(2000).toArray(), new Mt19937(seed).jumped(far - 5).jumped(2).jumped(3).ints(2000).toArray());
    }

    /** A million numbers, so that all layers and the tail come up; NumPy's tables have errors in their last digits. */
    @ParameterizedTest
    @ValueSource(strings = {"standard_normal", "standard_exponential"})
    void pcg64GivesNumPysNormalAndExponentialNumbers(String distribution, @TempDir Path folder) throws IOException {
        String script = """
                import sys
                import numpy as np
                from numpy.random import Generator, PCG64
                np.stack([getattr(Generator(PCG64(7).jumped(k)), sys.argv[1])(250_000) for k in range(4)]).tofile(sys.argv[2])
                """;
        Path file = folder.resolve("numbers");
        References.python(script, distribution, file.toString());
        DoubleBuffer theirs = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        for (int k = 0; k < 4; k++) {
            RandomStream random = RandomAlgorithm.PCG64_JUMPED.stream(7, k);
            for (int i = 0; i < 250_000; i++) {
                double value = theirs.get();
                assertEquals(value, distribution.endsWith("normal") ? random.nextGaussian() : random.nextExponential(), 1e-13 * Math.abs(value));
            }
        }
    }

    @Test
    void mersenneTwisterGivesNumPysNormalAndExponentialNumbers() {
        String script = """
                from numpy.random import Generator, MT19937, SeedSequence
                g = Generator(MT19937(SeedSequence(42, spawn_key=(3,))))
                print(*map(repr, g.standard_normal(3000)), *map(repr, g.standard_exponential(3000)))
                """;
        double[] theirs = Arrays.stream(References.python(script).trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
        RandomStream random = RandomAlgorithm.MT19937.stream(42, 3);
        for (int i = 0; i < 6000; i++) {
            assertEquals(theirs[i], i < 3000 ? random.nextGaussian() : random.nextExponential(), 1e-13 * Math.abs(theirs[i]));
        }
    }

    @Test
    void lecuyerGivesRsNormalAndExponentialNumbers() {
        String script = """
                library(parallel)
                RNGkind("L'Ecuyer-CMRG")
                set.seed(42)
                .Random.seed <- nextRNGSubStream(.Random.seed)
                cat(sprintf("%a", c(rnorm(3000), rexp(3000), rnorm(1))), sep = "\\n")
                """;
        RandomStream random = RandomAlgorithm.LECUYER.stream(42, 0);
        double[] ours = DoubleStream.concat(DoubleStream.concat(DoubleStream.generate(random::nextGaussian).limit(3000), DoubleStream.generate(random::nextExponential).limit(3000)),
                DoubleStream.generate(random::nextGaussian).limit(1)).toArray();
        double[] theirs = References.r(script).lines().mapToDouble(Double::parseDouble).toArray();
        for (int i = 0; i < ours.length; i++) {
            assertEquals(theirs[i], ours[i], 1e-15 * Math.abs(theirs[i])); // R's logarithm is the C library's
        }
    }

    @Test
    void normalNumbersOfEachAlgorithmHaveTheirMoments() {
        for (RandomAlgorithm algorithm : RandomAlgorithm.values()) {
            RandomStream random = algorithm.stream(3, 1);
            double[] x = DoubleStream.generate(random::nextGaussian).limit(200_000).toArray();
            assertEquals(0, Arrays.stream(x).average().orElseThrow(), 0.01, algorithm::name);
            assertEquals(1, Arrays.stream(x).map(v -> v * v).average().orElseThrow(), 0.02, algorithm::name);
            assertEquals(3, Arrays.stream(x).map(v -> v * v * v * v).average().orElseThrow(), 0.1, algorithm::name);
            assertEquals(1, DoubleStream.generate(random::nextExponential).limit(200_000).average().orElseThrow(), 0.01, algorithm::name);
        }
    }

    /** Printed in the lesson of the Berkeley statistics department on parallel random numbers. */
    @Test
    void pcg64GivesTheNumbersOfTheLesson() {
        assertEquals("[0.51182162, 0.9504637, 0.14415961]", RandomAlgorithm.PCG64_JUMPED.stream(1, 0).doubles(3).mapToObj(x -> Math.rint(x * 1e8) / 1e8).toList().toString());
        RandomStream jumped = RandomAlgorithm.PCG64_JUMPED.stream(1, 1);
        assertEquals("[1.23362391, 0.42793616, -1.90447637]", DoubleStream.generate(jumped::nextGaussian).limit(3).mapToObj(x -> Math.rint(x * 1e8) / 1e8).toList().toString());
    }

    /** {@code RNGkind("L'Ecuyer-CMRG"); set.seed(seed)}, then nextRNGStream so often, then nextRNGSubStream: what future.apply gives to its elements. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 123456, -7, 2147483647, -2147483647})
    void lecuyerGivesRsUniformNumbersAndSeeds(int seed) {
        String script = """
                library(parallel)
                RNGkind("L'Ecuyer-CMRG")
                set.seed(as.integer(commandArgs(TRUE)[1]))
                stream <- .Random.seed
                for (i in 1:20) {
                    .Random.seed <- nextRNGSubStream(stream)
                    cat(.Random.seed, sep = ",")
                    cat("", sprintf("%a", runif(10)), "\n")
                    stream <- nextRNGStream(stream)
                }
                """;
        StringBuilder ours = new StringBuilder();
        for (int i = 0; i < STREAMS; i++) {
            UniformRandomProvider random = RandomAlgorithm.LECUYER.stream(seed, i);
            ours.append(RandomAlgorithm.LECUYER.describe(seed, i));
            random.doubles(10).forEach(x -> ours.append(' ').append(Double.toHexString(x).replaceAll("p(?=\\d)", "p+").replace(".0p", "p")));
            ours.append(" \n");
        }
        assertEquals(References.r(script, Integer.toString(seed)), ours.toString());
    }

    /** {@code unlist(future_lapply(1:4, function(i) runif(1), future.seed = 42))} of future.apply. */
    @Test
    void lecuyerGivesTheNumbersOfFutureLapply() {
        double[] first = IntStream.range(0, 4).mapToDouble(i -> RandomAlgorithm.LECUYER.stream(42, i).nextDouble()).toArray();
        assertArrayEquals(new double[] {0.489433772350248153, 0.994546001745753139, 0.017542909516237021, 0.722339417377160675}, first);
    }

    @Test
    void streamsAreDescribedForOtherPrograms() {
        assertEquals("10407,-503482957,-863217979,-980579484,-1807161053,-1917089476,-126101442", RandomAlgorithm.LECUYER.describe(42, 1));
        assertEquals("18446744073709551615,3", RandomAlgorithm.PCG64.describe(-1, 3));
        assertEquals("42,3", RandomAlgorithm.PCG64_JUMPED.describe(42, 3));
        assertEquals("42,3", RandomAlgorithm.MT19937.describe(42, 3));
        assertEquals("42,3", RandomAlgorithm.MT19937_JUMPED.describe(42, 3));
        assertEquals(4, RandomAlgorithm.XOSHIRO256PP.describe(42, 3).split(",").length);
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
        for (long seed : new long[] {0, 1, -1, algorithm == RandomAlgorithm.LECUYER ? 1 << 30 : 1L << 32}) {
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
        assertRefused("There is no random stream of task -1: the index of a task must be 0 or more.", () -> RandomAlgorithm.PCG64.describe(0, -1));
    }

    @Test
    void lecuyerRefusesSeedsThatRDoesNotTake() {
        String text = "The seed 2147483648 is not one that R takes, so there are no L'Ecuyer streams of it. Use -2147483647 to 2147483647, or another generator.";
        assertRefused(text, () -> RandomAlgorithm.LECUYER.stream(1L << 31, 0));
        assertRefused(text, () -> RunOptions.DEFAULTS.withSeed(1L << 31).withRandom(RandomAlgorithm.LECUYER));
    }
}
