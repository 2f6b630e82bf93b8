package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.References;
import org.trialmap.StandaloneCluster;
import org.trialmap.trial.RecordingFiles;

/** The main job on an EEG and an ECG, typed as a user types it, compared with NumPy; the same bytes from every backend. */
@Tag("slow")
class MainJobIT {
    private static final String EQUALS_NUMPY = """
            import h5py, hashlib, numpy as np, sys
            with h5py.File(sys.argv[1]) as f:
                x, trials = f["data"][:].astype("f8"), f["trialdefinition"][:]
                expected = np.array([np.sqrt(np.mean(x[a:b] ** 2, axis=0)) for a, b in trials[:, :2]])
                names, rate = [n.decode() for n in f["channel"][:]], f.attrs["samplerate"]
            digests = []
            for result in sys.argv[2:]:
                with h5py.File(result) as f:
                    d = f["result_0"]
                    assert d.shape == expected.shape and d.dtype == "f8", (d.shape, d.dtype)
                    assert np.max(np.abs(d[:] / expected - 1)) < 1e-9
                    assert list(d.attrs["channel"]) == names and d.attrs["samplerate"] == rate
                    digests.append(hashlib.sha256(d[:].tobytes()).hexdigest())
            print(expected.shape, len(set(digests)))
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> recordings() {
        return RecordingFiles.names().stream().map(name -> name.startsWith("eeg") ? Arguments.of(name, 6, 138) : Arguments.of(name, 51, 15));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void equalsNumpyAndIsTheSameOnEveryBackend(String name, int trials, int channels) throws Exception {
        Path data = RecordingFiles.recording(name);
        run(data, "serial", "serial");
        run(data, "local", "local[2]");
        run(data, "cluster", "local-cluster[2,1,1024]");
        try (StandaloneCluster cluster = StandaloneCluster.start(Commands.DIST, 2, folder.resolve("standalone logs"))) {
            run(data, "standalone", cluster.url());
        }
        String checked = References.python(EQUALS_NUMPY, data.toString(), result("serial"), result("local"), result("cluster"), result("standalone"));
        assertEquals("(" + trials + ", " + channels + ") 1\n", checked);
    }

    private void run(Path data, String out, String master) throws IOException, InterruptedException {
        Commands.Ended ended = new Commands(folder).run(Commands.TRIALMAP, "map", "--function", "org.trialmap.app.examples.Rms", "--data", data.toString(), "--chan-per-worker", "5",
                "--out", out, "--master", master, "--conf", "spark.driver.host=127.0.0.1");
        assertEquals(0, ended.code(), ended.err());
        assertEquals(Path.of(out, "Rms.h5") + "\n", ended.out());
    }

    private String result(String out) {
        return folder.resolve(out).resolve("Rms.h5").toString();
    }

    @Test
    void aRunOfTwoSecondsSaysWhereItsReportIs() throws Exception {
        Commands.Ended ended = new Commands(folder).run(Commands.TRIALMAP, "exec", "--over", "x=1,2", "--out", "out", "--name", "nap", "--master", "serial", "--", "sh", "-c", "sleep 1.1; echo done");
        assertEquals(0, ended.code(), ended.err());
        String last = ended.err().lines().reduce((first, second) -> second).orElseThrow();
        assertTrue(last.matches("\\d\\d:\\d\\d:\\d\\d INFO ParallelMap: nap: what happened is in out/\\.run/[0-9a-f]{12}/report\\.html"), ended.err());
        assertTrue(Files.readString(folder.resolve(last.replaceFirst(".* is in ", ""))).contains("<title>nap</title>"));
    }

    @Test
    void aMovedResultFolderStillOpens() throws Exception {
        Commands.Ended ended = new Commands(folder).run(Commands.TRIALMAP, "exec", "--over", "x=1:4", "--parse", "numbers", "--out", "out", "--name", "double", "--", "awk", "-v",
                "x={x}", "BEGIN { print 2 * x, x }");
        assertEquals(0, ended.code(), ended.err());
        Files.move(folder.resolve("out"), folder.resolve("moved"));
        assertEquals("[2.0, 1.0] [6.0, 3.0] 3\n", References.python("""
                import h5py, sys
                with h5py.File(sys.argv[1]) as f:
                    print(f["comp_0/result_0"][:].tolist(), f["comp_2"]["result_0"][:].tolist(), sum(k.startswith("comp_") for k in f))
                """, folder.resolve("moved/double.h5").toString()));
    }
}
