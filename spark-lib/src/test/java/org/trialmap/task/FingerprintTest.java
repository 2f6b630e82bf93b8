package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.trialmap.Refusals.assertRefused;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

class FingerprintTest {
    record Options(double hz, List<String> channels) {}

    record Other(double hz, List<String> channels) {}

    record Holder(Object value) {}

    enum Taper {
        HANN {
        },
        DPSS
    }

    private static String hex(Object... values) {
        Fingerprint fingerprint = new Fingerprint();
        for (Object value : values) {
            fingerprint.add(value);
        }
        return fingerprint.hex();
    }

    static Stream<Arguments> equal() {
        return Stream.of(Arguments.of(new String("ab"), "ab"), Arguments.of(1000, Integer.valueOf("1000")), Arguments.of(List.of(1, 2), new LinkedList<>(List.of(1, 2))),
                Arguments.of(new Options(1, List.of("a")), new Options(1, new ArrayList<>(List.of("a")))), Arguments.of(Map.of(1, "a", 2, "b"), new TreeMap<>(Map.of(2, "b", 1, "a"))),
                Arguments.of(new LinkedHashSet<>(List.of(3, 1, 2)), new TreeSet<>(List.of(1, 2, 3))), Arguments.of(new double[] {1, -0.0}, new double[] {1, -0.0}),
                Arguments.of(new int[][] {{1}, {2, 3}}, new int[][] {{1}, {2, 3}}), Arguments.of(NdArray.of(new float[4], 2, 2), NdArray.zeros(DType.FLOAT32, 2, 2)),
                Arguments.of(Duration.ofSeconds(60), Duration.ofMinutes(1)), Arguments.of(new BigDecimal("1.50"), new BigDecimal("15.0").movePointLeft(1)),
                Arguments.of(Taper.HANN, Taper.valueOf("HANN")), Arguments.of(new Pair<>(1, new char[] {'x'}), new Pair<>(1, new char[] {'x'})));
    }

    @ParameterizedTest
    @MethodSource("equal")
    void equalValuesHaveEqualDigests(Object one, Object other) {
        assertEquals(hex(one), hex(other));
    }

    @Test
    void differentValuesHaveDifferentDigests() {
        List<Object> values = new ArrayList<>(Arrays.asList(null, "", "0", "null", "\ud800", "?", "ab", new char[] {'a', 'b'}, (byte) 1, (short) 1, 1, 1L, 1f, 1.0, '1', 0.0, -0.0, 0f,
                -0f, Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L), true, false, Taper.HANN, Taper.DPSS, "HANN", List.of(), new HashSet<>(), Map.of(), new int[0],
                new long[0], new Object[0], new char[0], List.of(1, 2), List.of(2, 1), List.of(List.of(1), 2), List.of(List.of(1, 2)), new HashSet<>(List.of(1, 2)), Map.of(1, 2),
                Map.of(2, 1), Map.of(1, Map.of(1, 2)), new int[] {1, 2}, new int[] {2, 1}, new long[] {1, 2}, new int[][] {{1}, {2}}, new int[][] {{1, 2}}, new byte[] {1, 0},
                new boolean[] {true, false}, new short[] {1}, new float[] {0}, new float[] {-0f}, new double[] {0}, new double[] {Double.NaN}, NdArray.of(new int[] {1, 2}, 2),
                NdArray.of(new int[] {1, 2}, 1, 2), NdArray.of(new int[] {1, 2}, 2, 1), NdArray.of(new double[] {1, 2}, 1, 2), NdArray.complex(new double[] {1, 2}, 1),
                new Options(1, List.of("a")), new Options(2, List.of("a")), new Options(1, List.of("a", "b")), new Options(1, null), new Other(1, List.of("a")), new Holder(1),
                new Holder(1L), new Pair<>(1, 2), new Pair<>(2, 1), Duration.ofSeconds(1), Duration.ofSeconds(2), BigDecimal.ONE));
        Map<String, Object> seen = new HashMap<>();
        for (Object value : values) {
            assertNull(seen.put(hex(value), String.valueOf(value)), () -> "same digest as another: " + value);
        }
        assertEquals(values.size(), seen.size());
    }

    @Test
    void orderAndBordersOfAdditionsCount() {
        assertNotEquals(hex(1, 2), hex(2, 1));
        assertNotEquals(hex("ab", "c"), hex("a", "bc"));
        assertNotEquals(hex(List.of(1), List.of(2)), hex(List.of(1, 2), List.of()));
        assertNotEquals(hex(), hex((Object) null));
        assertNotEquals(hex("a"), hex("a", null));
    }

    @Test
    void hexMayBeAskedOnTheWay() {
        Fingerprint fingerprint = new Fingerprint().add(1);
        assertEquals(hex(1), fingerprint.hex());
        assertEquals(hex(1, 2), fingerprint.add(2).hex());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void setsAndMapsCountInNoOrder(long seed) {
        Random random = new Random(seed);
        List<String> keys = new ArrayList<>(random.ints(50).mapToObj(Integer::toString).distinct().toList());
        Map<String, Integer> map = new LinkedHashMap<>();
        keys.forEach(key -> map.put(key, key.length()));
        java.util.Collections.shuffle(keys, random);
        Map<String, Integer> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, key.length()));
        assertEquals(hex(map), hex(shuffled));
        assertEquals(hex(map.keySet()), hex(shuffled.keySet()));
        assertNotEquals(hex(new ArrayList<>(map.keySet())), hex(new ArrayList<>(shuffled.keySet())));
    }

    @Test
    void eachElementOfALargeArrayCounts() {
        for (int length : new int[] {65535, 65536, 65537, 200_000}) {
            double[] values = new Random(length).doubles(length).toArray();
            String before = hex(values);
            assertEquals(before, hex(values.clone()));
            values[length - 1] = -values[length - 1];
            assertNotEquals(before, hex(values));
            String text = "x".repeat(length);
            assertEquals(hex(text), hex("x".repeat(length)));
            assertNotEquals(hex(text), hex("x".repeat(length - 1) + "y"));
        }
    }

    /** Fixed digests: computed in other JVMs, on other days. */
    @Test
    void digestsStayAsTheyAre() {
        assertEquals("ae6717d68912fa6ef3e21cc6d4692a4708c4c065213948b5c4241bca424912ba", hex(new Options(2.5, List.of("a", "ü")), Map.of("k", 1L, "j", 2), Taper.HANN));
        assertEquals("c1261d5a870751633dde6017822f6e6afb878daf74cfc7cf1220919b65573eaa",
                hex(new double[] {1, -0.0}, NdArray.of(new short[] {1, 2}, 2, 1), null, true, new HashSet<>(List.of("x", "y"))));
        assertEquals("71e3f3421441948f9ddb6a940f62e780948d9447744c46f416a96cf14709b084", hex(Duration.ofMillis(1500), new ArrayDeque<>(List.of(1f, 2f))));
    }

    @Test
    void refusesWhatCannotTravelAndNamesTheClassAtFault() {
        Object stuck = new Object();
        String text = "A value of type java.lang.Object cannot be serialized (java.lang.Object), so it cannot be sent to other processes."
                + " Make the class implement java.io.Serializable, or a record of serializable parts.";
        assertRefused(text, () -> hex(stuck));
        assertRefused(text, () -> hex(List.of(1, new Holder(stuck))));
    }
}
