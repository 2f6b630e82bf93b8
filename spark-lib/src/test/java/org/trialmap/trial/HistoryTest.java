package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.History.Input;
import org.trialmap.trial.History.Step;
import org.trialmap.trial.SyncopyContainer.Contents;
import org.trialmap.trial.SyncopyContainer.Header;

class HistoryTest {
    private static final Input INPUT = new Input("ecg.h5", "/data", List.of(38400L, 15L), "float32", 1000, "4f1c");
    private static final Step FIRST = new Step("preprocessing", options(), "0.1.0", Optional.of(INPUT), Optional.of(Instant.parse("2026-11-21T11:41:25.7Z")));
    private static final NdArray TRIALS = NdArray.of(new double[] {0, 2, -1, 2, 4, 0}, 2, 3);

    @TempDir
    Path folder;

    private static Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("filter_class", "but");
        options.put("freq", new double[] {20, 40.5});
        options.put("order", 4L);
        options.put("nested", Map.of("ü", Arrays.asList(null, true, Double.NaN, 0.1f, Long.MAX_VALUE)));
        options.put("rectify", null);
        return options;
    }

    @Test
    void isReadBackEqualFromItsJson() {
        History history = History.NONE.with(FIRST).with(new Step("freqanalysis", Map.of(), "0.1.0", Optional.empty(), Optional.empty()));
        assertEquals(history, History.parse(history.json()));
        assertEquals(history.hashCode(), History.parse(history.json()).hashCode());
        assertEquals("[{\"command\":\"preprocessing\",\"options\":{\"filter_class\":\"but\",\"freq\":[20.0,40.5],\"order\":4,\"nested\":{\"\\u00FC\":[null,true,NaN,"
                + "0.1,9223372036854775807]},\"rectify\":null},\"version\":\"0.1.0\",\"input\":{\"file\":\"ecg.h5\",\"dataset\":\"/data\",\"shape\":[38400,15],"
                + "\"dtype\":\"float32\",\"samplerate\":1000.0,\"digest\":\"4f1c\"},\"when\":\"2026-11-21T11:41:25Z\"},{\"command\":\"freqanalysis\",\"options\":{},"
                + "\"version\":\"0.1.0\",\"input\":null,\"when\":null}]", history.json());
        assertEquals("preprocessing, freqanalysis", history.toString());
        assertEquals(History.NONE, History.parse("[]"));
        assertNotEquals(History.NONE, history);
    }

    @Test
    void isReadByPython() {
        assertEquals("preprocessing [20.0, 40.5] nan 2026-11-21T11:41:25Z [38400, 15]", org.trialmap.References.python("""
                import sys, json
                step, = json.loads(sys.argv[1])
                print(step['command'], step['options']['freq'], step['options']['nested']['ü'][2], step['when'], step['input']['shape'])
                """, History.NONE.with(FIRST).json()).strip());
    }

    @Test
    void isTextForPeople() {
        History history = History.NONE.with(FIRST).with(new Step("syncopy", Map.of("_log", "line 1\nline 2"), "2023.09", Optional.empty(), Optional.empty()));
        assertEquals("""
                2026-11-21T11:41:25Z preprocessing 0.1.0
                    input: /data of ecg.h5: float32 (38400, 15), 1000.0 Hz, digest 4f1c
                    filter_class: but
                    freq: [20.0,40.5]
                    order: 4
                    nested: {"\\u00FC":[null,true,NaN,0.1,9223372036854775807]}
                    rectify: null

                syncopy 2023.09
                    _log: line 1
                line 2
                """, history.text());
        assertEquals("", History.NONE.text());
        assertEquals("no steps", History.NONE.toString());
    }

    /** A recording, what preprocessing makes of it (a container), and what freqanalysis makes of that (a plain file). */
    @Test
    void growsFromFileToFile() throws Exception {
        Recording raw = Recording.open(RecordingFiles.h5py(folder, "raw.h5", "f.attrs['samplerate'] = 100.\nf['data'] = np.zeros((4, 2), 'f4')"));
        assertEquals(History.NONE, raw.history());
        // tag::history[]
        History filtered = raw.history().with(Step.now("preprocessing", Map.of("filter_type", "lp", "freq", 40), "0.1.0", raw.identity()));
        Header header = Header.analog(100, List.of("Fz", "Cz")).history("0.1.0", filtered); // into _log and cfg
        // end::history[]
        Path container = folder.resolve("filtered.analog");
        SyncopyContainer.layOut(container, header, new Contents(DType.FLOAT32, List.of(4L, 2L), TRIALS));
        SyncopyContainer.seal(container, header);
        Recording between = Recording.open(container);
        assertEquals(filtered, between.history());
        assertEquals(filtered, AnalogData.open(container).history());
        History both = between.history().with(Step.now("freqanalysis", Map.of("foilim", List.of(1, 40)), "0.1.0", between.identity()));
        Path plain = folder.resolve("OUT.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(plain)) {
            writer.root().dataset("data", NdArray.of(new float[8], 4, 1, 1, 2));
            writer.root().dataset("freq", NdArray.of(new double[] {5}, 1));
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().attribute("cfg", NdArray.from(both.json()));
            writer.root().attribute("_log", NdArray.from(both.text()));
        }
        SpectralData spectrum = SpectralData.open(plain);
        assertEquals(both, spectrum.history());
        assertEquals("preprocessing, freqanalysis", spectrum.history().toString());
        assertEquals(raw.identity(), spectrum.history().steps().get(0).input().orElseThrow());
        assertEquals(between.identity(), spectrum.history().steps().get(1).input().orElseThrow());
        assertEquals(both, spectrum.select(Selection.all().channels(1)).history());
    }

    @Test
    void keepsWhatSyncopyDid() throws Exception {
        SyncopyFiles.save(folder, "x.analog", "", "");
        History history = Recording.open(folder.resolve("x.analog")).history();
        Map<String, Object> cfg = new LinkedHashMap<>();
        cfg.put("a", List.of(1, Double.NaN));
        cfg.put("b", null);
        assertEquals(List.of(new Step("syncopy", new LinkedHashMap<>(Map.of("_log", "line 1\nümlaut", "cfg", cfg)), "2023.09", Optional.empty(),
                Optional.empty())), history.steps());
        SyncopyFiles.save(folder, "x.analog", "", "h['_log'] = ''\nh['cfg'] = {}");
        assertEquals(History.NONE, Recording.open(folder.resolve("x.analog")).history());
    }

    @Test
    void keepsWhatSyncopyDidAfterUs() throws Exception {
        History ours = History.NONE.with(FIRST);
        SyncopyFiles.save(folder, "x.analog", "", "import json as j2\nh['cfg'] = {'trialmap': j2.loads(r'''" + ours.json() + "'''), 'selectdata': {'trials': [0]}}\n"
                + "h['_log'] = r'''" + ours.text() + "''' + 'selected'");
        History history = Recording.open(folder.resolve("x.analog")).history();
        assertEquals(List.of(FIRST, new Step("syncopy", Map.of("_log", "selected", "cfg", Map.of("selectdata", Map.of("trials", List.of(0)))), "2023.09",
                Optional.empty(), Optional.empty())), history.steps());
    }

    @Test
    void keepsWhatOtherProgramsWroteAsText() throws Exception {
        String start = "f.attrs['samplerate'] = 1\nf['data'] = np.zeros((3, 2))\n";
        Path file = RecordingFiles.h5py(folder, "x.h5", start + "f.attrs['cfg'] = '[{\"command\": 3}]'\nf.attrs['_log'] = 'did this'\nf.attrs['_version'] = '7'");
        assertEquals(List.of(new Step("syncopy", Map.of("_log", "did this", "cfg", "[{\"command\": 3}]"), "7", Optional.empty(), Optional.empty())),
                Recording.open(file).history().steps());
        RecordingFiles.h5py(folder, "x.h5", start + "f.attrs['cfg'] = np.zeros(2, [('a', 'f8'), ('b', 'i4')])\nf.attrs['channel'] = h5py.Empty('f')");
        assertEquals(History.NONE, Recording.open(file).history());
        RecordingFiles.h5py(folder, "x.h5", start + "f.attrs['cfg'] = 5\nf.attrs['_version'] = 'x'");
        assertEquals(History.NONE, Recording.open(file).history());
        RecordingFiles.h5py(folder, "x.h5", start + "f.attrs['cfg'] = '[{\"command\": \"a\", \"opt'");
        assertEquals(Map.of("_log", "", "cfg", "[{\"command\": \"a\", \"opt"), Recording.open(file).history().steps().get(0).options());
    }

    @Test
    void travels() throws Exception {
        History history = History.NONE.with(FIRST);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(history);
        }
        assertEquals(history, new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
    }

    @Test
    void cannotBeChanged() {
        double[] freq = {1, 2};
        Step step = new Step("a", Map.of("freq", freq), "", Optional.empty(), Optional.empty());
        freq[0] = 5;
        assertEquals(Map.of("freq", List.of(1.0, 2.0)), step.options());
        assertThrows(UnsupportedOperationException.class, () -> step.options().put("b", 1));
        assertThrows(UnsupportedOperationException.class, () -> History.NONE.steps().add(step));
    }

    @Test
    void refusesWhatIsNoJson() {
        assertRefused("The option 'pad' of the step 'freqanalysis' is a java.time.Duration. A history is kept as JSON, so options are maps, lists, arrays,"
                + " strings, numbers, booleans or null. Give one of these.",
                () -> new Step("freqanalysis", Map.of("pad", java.time.Duration.ZERO), "",
                        Optional.empty(), Optional.empty()));
        assertRefused("A step of a history has no name. It is known by the command that was run. Give the command.",
                () -> new Step(" ", Map.of(), "", Optional.empty(), Optional.empty()));
        assertRefused("A JSON text of 8 characters is not a history. It must be an array of steps, each with the keys [command, options, version, input, when]."
                + " Give what History.json() wrote.", () -> History.parse("{\"a\": 1}"));
        assertRefused("A text of 14 characters is not valid JSON (line 1, column 15). It is damaged, or was cut off. Write it again.",
                () -> History.parse("[{\"command\": 1"));
    }
}
