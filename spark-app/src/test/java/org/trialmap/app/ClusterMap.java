package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.files.InputPath;
import org.trialmap.store.SavedResults;

/** A program over the trials of a recording on a file system of Hadoop, run by executors, with its result there: as on a disk. */
final class ClusterMap {
    private ClusterMap() {}

    /**
     * @param folder of a disk
     * @param commands processes that work in it
     * @param here the recording on the disk
     * @param there the same on the file system
     * @param place folder on the file system for the result
     */
    static void isThatOfADisk(Path folder, Commands commands, Path here, String there, String place) throws Exception {
        run(commands, here.toString(), "local[2]", "--out", folder.resolve("disk").toString());
        run(commands, there, "local-cluster[2,1,1024]", "--out", place, "--work", folder.resolve("made").toString());
        try (SavedResults expected = SavedResults.open(folder.resolve("disk")); SavedResults found = SavedResults.open(InputPath.of(place + "/sums.h5"))) {
            List<String> sums = expected.as(String.class);
            assertEquals(8, sums.size());
            assertEquals(sums, found.as(String.class));
        }
    }

    private static void run(Commands commands, String recording, String master, String... out) throws Exception {
        List<String> words = new ArrayList<>(List.of(Commands.TRIALMAP, "exec", "--data", recording, "--trials", "0:8", "--name", "sums", "--master", master, "--quiet"));
        words.addAll(List.of(out));
        words.addAll(List.of("--", "sh", "-c", "cksum < $1", "-", "{trial}"));
        Commands.Ended ended = commands.run(words.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
    }
}
