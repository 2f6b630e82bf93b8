package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trialmap.array.NdArray;

class InputColumnsTest {
    private record Subject(String name, int seed, double[] weights) {}

    private enum Side { LEFT }

    private static NdArray only(Object... inputs) {
        Map<String, NdArray> values = Inputs.of(Arrays.asList(inputs)).named().values();
        assertEquals(List.of("input"), List.copyOf(values.keySet()));
        return values.get("input");
    }

    @Test
    void numbersTruthValuesAndTextsKeepTheirTypes() {
        assertEquals(NdArray.from(new double[] {0.1, -0.0, 2}), only(0.1, -0.0, 2.0));
        assertEquals(NdArray.from(new float[] {0.1f}), only(0.1f));
        assertEquals(NdArray.from(new int[] {1, 2}), only(1, (short) 2));
        assertEquals(NdArray.from(new long[] {Long.MAX_VALUE, 2}), only(Long.MAX_VALUE, 2));
        assertEquals(NdArray.from(new boolean[] {true, false}), only(true, false));
        assertEquals(NdArray.from(new String[] {"anna", ""}), only("anna", ""));
        assertEquals(NdArray.from(new double[] {1, 2.5}), only(1, 2.5));
    }

    @Test
    void whatHasNoTypeIsDescribed() {
        assertEquals(NdArray.from(new String[] {"double[3]", "2024-02-29", "LEFT", "[1, 2]", "x"}), only(new double[3], LocalDate.of(2024, 2, 29), Side.LEFT, List.of(1, 2), "x"));
        assertEquals(NdArray.from(new String[] {"9007199254740993", "0.5"}), only((1L << 53) + 1, 0.5), "never rounded");
        assertEquals(NdArray.from(new String[] {"a?b?", "x".repeat(1000) + "..."}), only("a\0b\ud800", "x".repeat(1001)));
    }

    @Test
    void whatIsMissingIsNanOrEmpty() {
        assertEquals(NdArray.from(new double[] {1, Double.NaN}), only(1.0, null));
        assertEquals(NdArray.from(new double[] {7, Double.NaN}), only(7, null));
        assertEquals(NdArray.from(new String[] {"a", ""}), only("a", null));
        assertEquals(NdArray.from(new String[] {"", ""}), only(null, null));
    }

    @Test
    void recordsAndMapsHaveAColumnForEachPart() {
        Map<String, NdArray> values = Inputs.of(List.of(new Subject("anna", 1, new double[2]), new Subject("ben", 2, new double[5]))).named().values();
        assertEquals("{name=str (2,), seed=int32 (2,), weights=str (2,)}", values.toString());
        assertEquals(NdArray.from(new String[] {"anna", "ben"}), values.get("name"));
        assertEquals(NdArray.from(new String[] {"double[2]", "double[5]"}), values.get("weights"));
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("z", 1.5);
        ordered.put("a/b", "x");
        ordered.put("a_b", 3L);
        assertEquals(List.of("z", "a_b", "a_b_2"), List.copyOf(Inputs.of(List.of(ordered)).named().values().keySet()), "'/' separates groups of a file");
        assertEquals(List.of("input"), List.copyOf(Inputs.of(List.of(Map.of("a", 1), Map.of("b", 2))).named().values().keySet()));
    }

    @Test
    void pairsHaveTwo() {
        assertEquals("{first=float64 (2,), second=str (2,)}", Inputs.zip(List.of(1.0, 2.0), List.of("a", "b")).named().values().toString());
        assertEquals("{name=str (1,), seed=int32 (1,), weights=str (1,), name_2=str (1,), seed_2=int32 (1,), weights_2=str (1,)}",
                Inputs.zip(List.of(new Subject("a", 1, null)), List.of(new Subject("b", 2, null))).named().values().toString());
    }

    @Test
    void aGridHasAnAxisForEachList() {
        InputColumns grid = Inputs.grid(List.of(0.1, 0.2, 0.3), List.of(new Subject("a", 1, null), new Subject("b", 2, null))).named();
        assertEquals(List.of(3, 2), grid.extents());
        assertEquals("first on 0, name on 1, seed on 1, weights on 1", String.join(", ", grid.columns().stream().map(column -> column.name() + " on " + column.axis()).toList()));
        assertEquals(NdArray.from(new double[] {0.1, 0.2, 0.3}), grid.columns().get(0).values());
        assertEquals(NdArray.from(new double[] {0.1, 0.1, 0.2, 0.2, 0.3, 0.3}), grid.values().get("first"));
        assertEquals(NdArray.from(new String[] {"a", "b", "a", "b", "a", "b"}), grid.values().get("name"));
        assertEquals(grid.byTask(), grid.byTask().byTask());
    }

    @Test
    void numbersOfTasksAndNoInputsHaveNone() {
        assertEquals(InputColumns.NONE, Inputs.range(5).named());
        assertEquals(Map.of(), Inputs.of(List.of()).named().values());
        assertEquals(InputColumns.NONE, Inputs.replicate(1, InputColumns.MOST + 1).named());
        assertEquals(Map.of(), Inputs.of(Collections.nCopies(20_000, "x".repeat(999))).named().values(), "texts that are too long in all");
        assertEquals("{input=int32 (3,)}", Inputs.replicate(1, 3).named().values().toString());
    }

    @Test
    void namesAreTheUsers() {
        Inputs<Pair<Double, Integer>> grid = Inputs.grid(List.of(0.1, 0.2), List.of(1, 2));
        Inputs<Pair<Double, Integer>> named = new NamedInputs<>(grid, List.of("lr", "seed"));
        assertEquals(List.of("lr", "seed"), List.copyOf(named.named().values().keySet()));
        assertEquals(digest(grid), digest(named), "names do not identify a run");
        assertEquals(grid.stacking(), named.stacking());
        assertEquals("1 name is given for the inputs (lr), which have 2: first, second. Give each of them a name with inputNames(...), or none.", refused(grid, "lr"));
        assertEquals("2 names are given for the inputs (a, b), which have no columns. Give each of them a name with inputNames(...), or none.", refused(Inputs.range(2), "a", "b"));
        assertEquals("The names of the inputs (a, a) must differ. Correct inputNames(...).", refused(grid, "a", "a"));
        assertEquals("An input cannot be named \"a/b\": names have 1 to 200 characters, no '/' and no NUL, and are not '.'. Choose another with inputNames(...).", refused(grid, "x", "a/b"));
    }

    private static String digest(Inputs<?> inputs) {
        Fingerprint fingerprint = new Fingerprint();
        inputs.fingerprint(fingerprint);
        return fingerprint.hex();
    }

    private static String refused(Inputs<?> inputs, String... names) {
        return assertThrows(IllegalArgumentException.class, () -> new NamedInputs<>(inputs, List.of(names))).getMessage();
    }
}
