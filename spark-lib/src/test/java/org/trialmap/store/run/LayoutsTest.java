package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.Stacking;

/** What lies where in the three layouts, as h5py, h5dump and we ourselves read it. */
class LayoutsTest {
    @TempDir
    Path folder;

    record Spectrum(double[] power, long peak, boolean clean, String label) {}

    /** One value of every type that a result may have. */
    static final List<Object> VALUES = List.of(1.5, 2.5f, 7, 8L, (short) 9, (byte) -3, true, "h\u00e4\u4f60\n\"x\"", new double[] {1, Double.NaN,
        -0.0},
            new int[][] {{1, 2, 3}, {4, 5, 6}}, new boolean[] {true, false}, new String[] {"a", "", "c"}, NdArray.complex(new double[] {1, 2, 3,
                4}, 2),
            NdArray.complex(new float[] {5, 6}, 1, 1), new float[0], NdArray.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 1, 2));

    private static final String PRINT = """
            import h5py, numpy, sys
            with h5py.File(sys.argv[1], "r") as f:
                for i in range(int(sys.argv[2])):
                    d = f["comp_%d" % i]["result_0"]
                    v = d.asstr()[...] if h5py.check_string_dtype(d.dtype) else d[...]
                    print(i, "str" if h5py.check_string_dtype(d.dtype) else d.dtype, d.shape, v.tolist())
            """;

    private static final String PRINTED = """
            0 float64 (1,) [1.5]
            1 float32 (1,) [2.5]
            2 int32 (1,) [7]
            3 int64 (1,) [8]
            4 int16 (1,) [9]
            5 int8 (1,) [-3]
            6 bool (1,) [True]
            7 str (1,) ['h\u00e4\u4f60\\n"x"']
            8 float64 (3,) [1.0, nan, -0.0]
            9 int32 (2, 3) [[1, 2, 3], [4, 5, 6]]
            10 bool (2,) [True, False]
            11 str (3,) ['a', '', 'c']
            12 complex128 (2,) [(1+2j), (3+4j)]
            13 complex64 (1, 1) [[(5+6j)]]
            14 float32 (0,) []
            15 int64 (1, 2) [[-9223372036854775808, 9223372036854775807]]
            """;

    @ParameterizedTest
    @EnumSource(value = Layout.class, names = {"LINKED", "SINGLE"})
    void h5pyReadsEveryTypeByTask(Layout layout) throws IOException {
        try (SavedResults saved = Runs.all(folder, Runs.plan("types", VALUES.size()), Runs.LINKED.withLayout(layout), 5, VALUES::get)) {
            for (int i = 0; i < VALUES.size(); i++) {
                NdArray value = NdArray.from(VALUES.get(i));
                assertEquals(value.rank() == 0 ? value.reshape(1) : value, saved.read(i), "task " + i);
            }
            assertEquals(layout, saved.layout());
            assertEquals(PRINTED, References.python(PRINT, Runs.args(saved.container(), VALUES.size())));
        }
        assertEquals(layout == Layout.LINKED, Files.exists(folder.resolve("types_payload")));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void namesOfARecordsComponentsAreKept(Layout layout) throws IOException {
        record Two(double[] power, long peak) {}
        try (SavedResults saved = Runs.all(folder, Runs.plan("rec", 3), Runs.LINKED.withLayout(layout), 2, i -> new Two(new double[] {i, i + 1},
                i))) {
            assertEquals(List.of("power", "peak"), saved.values());
            assertEquals(List.of("power", "peak"), saved.values(2));
            assertArrayEquals(new double[] {2, 3}, saved.doubles(2));
            assertEquals(NdArray.of(new long[] {2}, 1), saved.read(2, 1));
            String where = layout == Layout.STACKED ? "" : "comp_2/";
            assertEquals("power peak\n", References.python("import h5py, sys\nf = h5py.File(sys.argv[1])\nprint(*[f[sys.argv[2] + 'result_%d' %"
                    + " k].attrs['name'] for k in (0, 1)])",
                    Runs.args(saved.container(), where)));
        }
    }

    @Test
    void mapsKeepTheirOrderOrGoByKey() throws IOException {
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("z", 1.0);
        ordered.put("a", "text");
        try (SavedResults saved = Runs.all(folder, Runs.plan("maps", 2), Runs.LINKED, 2, i -> i == 0 ? ordered : Map.of("z", 1.0, "a", 2, "m", 3))) {
            assertEquals(List.of("z", "a"), saved.values(0));
            assertEquals(List.of("a", "m", "z"), saved.values(1));
        }
    }

    @Test
    void linkedContainersLeadIntoOneFilePerPartition() throws IOException {
        try (SavedResults saved = Runs.all(folder, Runs.plan("f", 5), Runs.LINKED, 2, i -> (double) i)) {
            assertEquals("""
                    5 ['comp_0', 'comp_1', 'comp_2', 'comp_3', 'comp_4']
                    True True 3
                    4.0 complete 5 0
                    """, References.python("""
                    import h5py, sys
                    with h5py.File(sys.argv[1], "r") as f:
                        names = sorted(f)
                        links = [f.get(n, getlink=True) for n in names]
                        print(len(names), names)
                        print(all(l.filename.startswith("f_payload/part-") for l in links), all(l.path == "/" + n for l, n in zip(links, names)),
                            len({l.filename for l in links}))
                        print(f["comp_4"]["result_0"][0], f.attrs["status"], f.attrs["tasks"], len(f.attrs["missing"]))
                    """, saved.container().toString()));
            String dump = References.h5dump("-n", "1", saved.container().toString());
            assertTrue(dump.contains("ext link   /comp_3 -> f_payload/part-00001-0-"), dump);
        }
        assertEquals(3, Runs.files(folder.resolve("f_payload")).size());
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aMovedFolderReadsTheSame(Layout layout) throws IOException {
        Path first = folder.resolve("first");
        Runs.all(first, Runs.plan("m", 4), Runs.LINKED.withLayout(layout), 3, i -> new double[] {i, 2 * i}).close();
        Path second = Files.move(first, folder.resolve("second"));
        try (SavedResults saved = SavedResults.open(second)) {
            assertArrayEquals(new double[] {3, 6}, saved.doubles(3));
            assertEquals(4, saved.tasks());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "quote\"and'quote", "new\nline", "h\u00e4\u4f60\u00f6 \ud83d\ude00", "a:b", "%d$x*?", "-rf", "comp_0",
        "100%"})
    void hostileNamesWork(String name) throws IOException {
        Path hostile = folder.resolve("d " + name);
        try (SavedResults saved = Runs.all(hostile, Runs.plan(name, 2), Runs.LINKED, 1, i -> i + 0.5)) {
            assertEquals(name, saved.plan().orElseThrow().name());
            assertArrayEquals(new double[] {1.5}, saved.doubles(1));
            assertEquals("1.5\n", References.python("import h5py, sys\nprint(h5py.File(sys.argv[1])['comp_1/result_0'][0])",
                    saved.container().toString()));
        }
        assertEquals(hostile.resolve(name + ".h5"), SavedResults.open(hostile).container());
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void runsTellWhatTheyDid(Layout layout) throws IOException {
        try (ResultRun run = ResultRun.open(folder, Runs.plan("told", 3), Stacking.tasks(3), Map.of("channel", NdArray.from(new String[] {"Fp1",
            "Cz"})),
                Map.of("seed", "1", "retries", "0"), Runs.LINKED.withLayout(layout))) {
            Runs.compute(run, 0, i -> new double[] {i, i}, 0, 2);
            try (SavedResults saved = run.finish(Runs.summary(run), List.of(Runs.failure(1)))) {
                assertEquals(Optional.of(Runs.summary(run)), saved.summary());
                assertEquals(Map.of("seed", "1", "retries", "0"), saved.options());
                assertEquals(Optional.of(run.plan()), saved.plan());
                assertEquals(Map.of("channel", NdArray.from(new String[] {"Fp1", "Cz"})), saved.attributes());
                assertEquals(IndexRanges.parse("1"), saved.missing());
                assertEquals(SavedResults.Status.MISSING, saved.status(1));
                assertEquals(SavedResults.Status.FINISHED, saved.status(2));
                String script = """
                        import h5py, json, sys
                        a = h5py.File(sys.argv[1]).attrs
                        s = json.loads(a["summary"])
                        print(a["format"], a["status"], a["missing"], a["layout"], a["plan_id"], json.loads(a["options"])["seed"])
                        print(s["failures"], s["firstFailures"][0]["message"], s["efficiency"], json.loads(a["plan"])["function"])
                        """;
                assertEquals("trialmap 1 incomplete 1 " + layout.name().toLowerCase(java.util.Locale.ROOT) + " " + run.plan().planId()
                        + " 1\n1 no luck 0.5 Example::square\n", References.python(script, saved.container().toString()));
            }
        }
        assertTrue(Files.readString(folder.resolve(".run").resolve(Runs.plan("told", 3).planId()).resolve("summary.json")).contains("\"no luck\""));
        assertFalse(Runs.files(folder).stream().anyMatch(file -> file.endsWith(".tmp")), () -> String.valueOf(folder));
    }

    @Test
    void manyAttributesBecomeDatasetsWhereTheyAreTooLarge() throws IOException {
        double[] frequencies = new double[20_000];
        java.util.Arrays.setAll(frequencies, i -> i / 10.0);
        try (ResultRun run = ResultRun.open(folder, Runs.plan("f", 1), Stacking.tasks(1), Map.of("freq", NdArray.from(frequencies)), Map.of(),
                Runs.STACKED)) {
            Runs.compute(run, 0, i -> 1.0, 0);
            Runs.finish(run).close();
            assertEquals("(20000,) 1999.9\n", References.python("import h5py, sys\nf = h5py.File(sys.argv[1])\nprint(f['freq'].shape,"
                    + " f['freq'][-1])", run.container().toString()));
        }
    }

    @Test
    void aRunWithoutTasksLeavesAnEmptyContainer() throws IOException {
        try (SavedResults saved = Runs.all(folder, Runs.plan("none", 0), Runs.LINKED, 1, i -> i)) {
            assertEquals(0, saved.tasks());
            assertEquals(List.of(), saved.values());
            assertEquals(new BitSet(), saved.missing());
        }
    }
}
