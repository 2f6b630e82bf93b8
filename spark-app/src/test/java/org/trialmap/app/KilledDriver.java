package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.Await;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.SavedResults;

/**
 * A run whose recording and result are on a file system of Hadoop, and whose driver is killed in the middle: nothing is there then, and the same command with {@code --resume} gives what an
 * undisturbed run gives on a disk.
 */
final class KilledDriver {
    private static final List<String> WAVELET = List.of("--method", "wavelet", "--foi", "10,20,30,40,50,60,70,80", "--toi", "0.1,0.5,0.9");
    private static final String PROGRAM = "test $0 -lt 2 || while ! test -e $2/go; do sleep 0.05; done; cksum < $1; echo $0 >> $2/ran";

    /** Puts a file of a disk on the file system, and gives its address. */
    interface Put {
        String at(Path file) throws IOException;
    }

    private KilledDriver() {}

    /**
     * @param folder an empty one, of a disk
     * @param commands processes that work in it
     * @param place folder on the file system for results
     */
    static void isResumed(Path folder, Commands commands, Put put, String place) throws Exception {
        Path recording = folder.resolve("long.h5");
        new SyntheticRecording(80, 1000, 8, 1000, 42).write(recording);
        String there = put.at(recording);
        assertEquals(0, InProcess.run(wavelet(recording.toString(), "--out", folder.resolve("undisturbed.h5").toString(), "--master", "serial", "--quiet")).code());
        List<String> analysis = with(Commands.TRIALMAP, wavelet(there, "--out", place + "/wavelet.h5", "--work", folder.resolve("made").toString(), "--master", "local[1]", "--quiet"));
        killAndResume(commands, folder.resolve("made"), analysis, place + "/wavelet.h5", () -> true);
        assertSame(folder.resolve("undisturbed.h5"), InputPath.of(place + "/wavelet.h5"));

        List<String> map = with(Commands.TRIALMAP,
                new String[] {"exec", "--data", there, "--trials", "0:8", "--name", "sums", "--out", place, "--work", folder.resolve("mapped").toString(), "--master",
                    "local[2]", "--batch", "1", "--quiet", "--", "sh", "-c", PROGRAM, "{number}", "{trial}", folder.toString()});
        Path go = folder.resolve("go");
        killAndResume(commands, folder.resolve("mapped"), map, place + "/sums.h5", () -> Files.createFile(go).equals(go));
        assertEquals(8, Files.readAllLines(folder.resolve("ran")).stream().distinct().count());
        map.set(map.indexOf(there), recording.toString());
        map.set(map.indexOf(place), folder.resolve("disk").toString());
        map.subList(map.indexOf("--work"), map.indexOf("--work") + 2).clear();
        assertEquals(0, InProcess.run(map.subList(1, map.size()).toArray(String[]::new)).code());
        try (SavedResults found = SavedResults.open(InputPath.of(place + "/sums.h5")); SavedResults expected = SavedResults.open(folder.resolve("disk"))) {
            assertEquals(expected.as(String.class), found.as(String.class));
        }
    }

    private interface Release {
        boolean now() throws IOException;
    }

    private static void killAndResume(Commands commands, Path work, List<String> command, String out, Release release) throws Exception {
        Files.createDirectories(work);
        Process process = commands.start(command.toArray(String[]::new));
        Await.until("something is journalled", () -> Await.journalled(work) > 0 || !process.isAlive());
        process.destroyForcibly().waitFor();
        int kept = Await.journalled(work);
        assertTrue(kept > 0, commands.read("err"));
        assertFalse(Files.exists(InputPath.of(out)), "it was killed too late");
        assertTrue(release.now());
        List<String> resumed = new ArrayList<>(command);
        resumed.add(resumed.indexOf("--quiet"), "--resume");
        Commands.Ended ended = commands.run(resumed.toArray(String[]::new));
        assertEquals(new Commands.Ended(0, out + "\n", ""), ended);
    }

    private static String[] wavelet(String file, String... options) {
        List<String> words = new ArrayList<>(List.of("freqanalysis", file));
        words.addAll(WAVELET);
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private static List<String> with(String first, String[] words) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(words));
        return all;
    }

    /** All values, and what describes them. */
    static void assertSame(Path expected, Path found) throws IOException {
        try (Hdf5File a = Hdf5File.open(expected); Hdf5File b = Hdf5File.open(found)) {
            for (String name : List.of("/data", "/trialdefinition")) {
                assertEquals(a.dataset(name).read(), b.dataset(name).read());
            }
        }
    }
}
