package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.array.NdArray;
import org.trialmap.store.SavedResults;

/** {@code exec --data}: a program gets each trial as a file, and may hand its result back as one. */
class ExecTrialsTest {
    private static final SyntheticRecording RECORDING = new SyntheticRecording(3, 50, 4, 250, 7);

    @TempDir
    Path folder;

    private Path recording;

    @BeforeEach
    void record() throws IOException {
        InProcess.noOtherSpark();
        recording = folder.resolve("r.h5");
        RECORDING.write(recording);
    }

    private Ended exec(String... more) {
        List<String> arguments = new ArrayList<>(List.of("exec", "--out", folder.resolve("out").toString(), "--quiet", "--overwrite", "--master", "serial"));
        arguments.addAll(Arrays.asList(more));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    @Test
    void aProgramGetsTheSamplesAndHandsBackAnArray() throws IOException {
        for (String format : List.of("npy", "h5")) {
            assertEquals(new Ended(0, folder.resolve("out/cp.h5") + "\n", ""), exec("--data", recording.toString(), "--trial-format", format, "--trials", "2,0", "--", "cp", "{trial}", "{out}"));
            try (SavedResults results = SavedResults.open(folder.resolve("out/cp.h5"))) {
                assertEquals(2, results.tasks());
                assertArrayEquals(RECORDING.trial(2), results.value("result_0", 0).doubles());
                assertArrayEquals(new int[] {50, 4}, results.value("result_0", 1).shape());
            }
        }
    }

    @Test
    void whatIsPrintedIsTheResultOtherwise() throws IOException {
        assertEquals(0, exec("--data", recording.toString(), "--chan-per-worker", "2", "--shared", "k=3", "--parse", "numbers", "--", "sh", "-c", "test -s \"$1\" && echo $2 $3 $4", "-", "{trial}",
                "{samplerate}", "{number}", "{k}").code());
        try (SavedResults results = SavedResults.open(folder.resolve("out/sh.h5"))) {
            assertEquals(6, results.tasks());
            assertArrayEquals(new double[] {250, 2, 3}, results.doubles(5));
        }
    }

    @Test
    void pythonReadsAndWritesTheseFiles() throws Exception {
        List<NdArray> arrays = List.of(NdArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3), NdArray.of(new short[] {-1, 2}, 2), NdArray.complex(new float[] {1, 2, 3, 4}, 2), NdArray.from(7L),
                NdArray.of(new boolean[] {true, false}, 2), NdArray.of(new float[0], 0, 4));
        for (int i = 0; i < arrays.size(); i++) {
            NpyFile.write(folder.resolve(i + ".npy"), arrays.get(i));
        }
        assertEquals("""
                float64 (2, 3) [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
                int16 (2,) [-1, 2]
                complex64 (2,) [(1+2j), (3+4j)]
                int64 () 7
                bool (2,) [True, False]
                float32 (0, 4) []
                """, References.python("""
                import sys, numpy as np
                for i in range(6):
                    a = np.load(f'{sys.argv[1]}/{i}.npy')
                    print(a.dtype, a.shape, a.tolist())
                    np.save(f'{sys.argv[1]}/back{i}.npy', a)
                np.save(sys.argv[1] + '/fortran.npy', np.asfortranarray(np.arange(24, dtype='<i4').reshape(2, 3, 4)))
                np.save(sys.argv[1] + '/big.npy', np.arange(3, dtype='>f8'))
                """, folder.toString()));
        for (int i = 0; i < arrays.size(); i++) {
            assertEquals(arrays.get(i), NpyFile.read(folder.resolve("back" + i + ".npy")));
        }
        assertEquals(NdArray.of(java.util.stream.IntStream.range(0, 24).toArray(), 2, 3, 4), NpyFile.read(folder.resolve("fortran.npy")));
        assertEquals("its result big.npy is of NumPy's type '>f8', which cannot be stored. Stored are <c16, <c8, <f4, <f8, <i2, <i4, <i8, |b1, |i1: convert it, for example with .astype('<f8').",
                assertThrows(ProgramFailedException.class, () -> NpyFile.read(folder.resolve("big.npy"))).getMessage());
        byte[] cut = Arrays.copyOf(Files.readAllBytes(folder.resolve("0.npy")), 150);
        assertEquals("its result cut.npy has 22 bytes of values, where its shape (2, 3,) needs 48. It was not written to its end, or has more than 2 GiB.",
                assertThrows(ProgramFailedException.class, () -> NpyFile.read(Files.write(folder.resolve("cut.npy"), cut))).getMessage());
        assertEquals("its result text.npy (4 bytes) is not an array as numpy.save writes one. Save one array of numbers there.",
                assertThrows(ProgramFailedException.class, () -> NpyFile.read(Files.writeString(folder.resolve("text.npy"), "1 2\n"))).getMessage());
    }

    @Test
    void whatDoesNotFitIsSaid() {
        Ended missing = exec("--data", recording.toString(), "--trials", "0", "--", "true", "{trial}", "{out}");
        assertEquals(1, missing.code());
        assertEquals("ProgramFailedException: true ended well, but it has not written its result to {out}, FILE. Save it under that path, or leave {out} out and print the result.",
                missing.err().lines().findFirst().orElseThrow().replaceFirst(".*failed on \\S+: ", "").replaceFirst("/\\S+/out\\.npy", "FILE"));
        assertEquals(new Ended(2, "", "trialmap: --over and --data are both given. Run either over values (--over NAME=SPEC) or over a recording (--data FILE).\nHelp: trialmap exec --help\n"),
                exec("--data", "x.h5", "--over", "x=1", "echo"));
        assertEquals(new Ended(2, "", "trialmap: --trial-format needs --data FILE, which is not given. Add it, or leave --trial-format out.\nHelp: trialmap exec --help\n"),
                exec("--over", "x=1", "--trial-format", "h5", "echo"));
        assertEquals(new Ended(2, "", "trialmap: The name out is taken: {out} is what every task has anyway (index, tasks, cpus, seed, rng, scratch, trial, out, samplerate, number). Choose another"
                + " name.\nHelp: trialmap exec --help\n"), exec("--data", recording.toString(), "--shared", "out=1", "echo"));
        assertEquals(0, exec("--over", "out=1,2", "echo", "{out}").code(), "without --data these are names like others");
    }
}
