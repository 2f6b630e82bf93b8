package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.RunSummary;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskPlan;

/** Nothing that a container says about its run may be too large, or too odd, for the run to end well. */
class HostileSizesTest {
    private static final String HALF = "\ud83d"; // the first half of a character, which UTF-8 cannot express

    @TempDir
    Path folder;

    private static Map<String, NdArray> attributes() {
        Map<String, NdArray> attributes = new LinkedHashMap<>();
        attributes.put("trial", NdArray.of(IntStream.range(0, 180_000).toArray(), 180_000));
        String[] names = IntStream.range(0, 5000).mapToObj(i -> "Kanal ä" + i).toArray(String[]::new);
        attributes.put("channel", NdArray.of(names, names.length));
        attributes.put("samplerate", NdArray.from(1000.0));
        for (int size : new int[] {0, 7499, 7500, 7501, 8191, 8192}) { // around the largest attribute
            attributes.put("x".repeat(900) + size, NdArray.of(new double[size], size));
        }
        return attributes;
    }

    private ResultRun open(TaskPlan plan, Map<String, String> options, SaveOptions save) throws IOException {
        return ResultRun.open(folder, plan, Stacking.tasks(plan.tasks()), attributes(), options, save);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void attributesOfAnySizeAreFoundAgain(Layout layout) throws IOException {
        Map<String, String> options = Map.of("long", "é".repeat(100_000), "odd", "a\0b" + HALF);
        try (ResultRun run = open(Runs.plan("a", 4), options, Runs.LINKED.withLayout(layout))) {
            Runs.missing(run, 2, i -> i * 1.5);
            try (SavedResults saved = Runs.finish(run)) {
                assertEquals(attributes(), saved.attributes());
                assertEquals(4.5, saved.read(3).item());
                assertEquals("é".repeat(100_000), saved.options().get("long"));
                assertEquals("a\0b?", saved.options().get("odd"));
                if (layout == Layout.STACKED) {
                    assertEquals(attributes(), saved.stacked(0).attributes());
                }
            }
        }
        String script = """
                import h5py, sys, json
                f = h5py.File(sys.argv[1]); place = f['result_0'] if 'result_0' in f else f
                print(f['trial'][-1], f['channel'].asstr()[4999], place.attrs['samplerate'], len(json.loads(f.attrs['options'])['long']),
                      sum(place.attrs[k].shape[0] for k in place.attrs if k.startswith('xxx')), sum(f[k].shape[0] for k in f if k.startswith('xxx')))
                """;
        assertEquals("179999 Kanal ä4999 1000.0 100000 14999 23884\n", References.python(script, folder.resolve("a.h5").toString()));
        assertTrue(References.h5dump("-A", folder.resolve("a.h5").toString()).contains("ATTRIBUTE \"summary\""));
    }

    @Test
    void aHundredThousandMissingTasksAndFailuresAreRecorded() throws IOException {
        int tasks = 200_000;
        int[] even = IntStream.range(0, tasks / 2).map(i -> 2 * i).toArray();
        TaskFailure failure = new TaskFailure(1, "in" + HALF, "E", "m".repeat(299) + "\ud83d\ude00" + "m".repeat(100_000), "trace" + HALF + "\0", "h", 1);
        List<TaskFailure> failures = Collections.nCopies(1000, failure);
        try (ResultRun run = open(Runs.plan("m", tasks), Map.of(), Runs.STACKED)) {
            Runs.compute(run, 0, i -> (float) i, even);
            run.log(failure);
            RunSummary summary = Runs.summary(run);
            try (SavedResults saved = run.finish(summary, failures)) {
                assertEquals(tasks / 2, saved.missing().cardinality());
                assertTrue(saved.missing().get(199_999) && !saved.missing().get(199_998));
                assertEquals(summary, saved.summary().orElseThrow());
            }
        }
        String script = """
                import h5py, sys, json
                f = h5py.File(sys.argv[1]); s = json.loads(f.attrs['summary'])
                print(len(f.attrs['missing'].split(',')), f.attrs['status'], s['failures'], s['firstFailures'][99]['message'] == 'm' * 299 + '...')
                """;
        assertEquals("100000 incomplete 1000 True\n", References.python(script, folder.resolve("m.h5").toString()));
        try (ResultRun again = open(Runs.plan("m", tasks), Map.of(), Runs.RESUME.withLayout(Layout.STACKED))) {
            assertEquals(IndexRanges.of(even), again.finished());
        }
        try (SavedResults gathered = Gather.folder(folder)) {
            assertEquals(tasks / 2, gathered.missing().cardinality());
        }
    }

    @Test
    void whatCannotBeStoredIsRefusedBeforeTheRun() {
        refused(Map.of("result_0", NdArray.from(1)), "The inputs bring an attribute 'result_0', a name that result files use themselves. Rename it.");
        String rule = "', which result files cannot hold: names have 1 to 1000 bytes, no '/', and are not '.'. Rename it.";
        refused(Map.of("a/b", NdArray.from(1)), "The inputs bring an attribute 'a/b" + rule);
        refused(Map.of(".", NdArray.from(1)), "The inputs bring an attribute '." + rule);
        refused(Map.of("", NdArray.from(1)), "The inputs bring an attribute '" + rule);
        refused(Map.of("ü".repeat(501), NdArray.from(1)), "The inputs bring an attribute '" + "ü".repeat(100) + "..." + rule);
        refused(Map.of("n", NdArray.from(HALF)), "A string of the inputs' attribute 'n' holds half a surrogate pair, which UTF-8 cannot express. Correct the text.");
        assertEquals(0, Arrays.stream(folder.toFile().list()).count(), "nothing was touched");
    }

    private void refused(Map<String, NdArray> attributes, String text) {
        assertEquals(text, assertThrows(IllegalArgumentException.class,
                () -> ResultRun.open(folder, Runs.plan("r", 2), Stacking.tasks(2), attributes, Map.of(), Runs.STACKED)).getMessage());
    }
}
