package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.SavedResults;

/** A linked container leads to more files than a process may hold open. */
class ManyPayloadFilesTest {
    private static final int FILES = 2000;
    private static final int MOST = 65; // the container and 64 payload files

    @TempDir
    Path folder;

    private static long open(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(fd -> target(fd).startsWith(folder.toString())).count();
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) { // closed meanwhile
            return "";
        }
    }

    /** As a run of so many partitions would, but without forcing each file to the disk. */
    private Path container(int values) throws IOException {
        Path payload = Files.createDirectory(folder.resolve("many_payload"));
        Path container = folder.resolve("many.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(container)) {
            byte[] file = payload(payload.resolve("template"), values);
            for (int i = 0; i < FILES; i++) {
                Files.write(payload.resolve("part-" + i + ".h5"), file);
                writer.root().externalLink("comp_" + i, "many_payload/part-" + i + ".h5", "/comp");
            }
        }
        return container;
    }

    private static byte[] payload(Path file, int values) throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            double[] data = new double[values];
            java.util.Arrays.setAll(data, i -> i);
            writer.root().group("comp").dataset("result_0", NdArray.of(data, values));
        }
        return Files.readAllBytes(file);
    }

    @Test
    void keepsFewFilesOpenAndReadsThemAllTwice() throws IOException {
        References.need(Files.isDirectory(Path.of("/proc/self/fd")), "/proc/self/fd");
        try (SavedResults results = SavedResults.open(container(3))) {
            for (int i = 0; i < 2 * FILES; i++) {
                assertEquals(Runs.vector(0, 1, 2), results.read(i * 7 % FILES));
                assertTrue(i % 100 != 0 || open(folder) <= MOST, "too many open files");
            }
            assertEquals(MOST, open(folder));
        }
        assertEquals(0, open(folder), "closed");
    }

    @Test
    void readersInOtherThreadsAreNotDisturbed() throws Exception {
        Path container = container(20_000);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (Hdf5File file = Hdf5File.open(container)) {
            Hdf5File.Dataset held = file.dataset("/comp_0/result_0");
            List<Future<Integer>> sums = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Random random = new Random(thread);
                sums.add(pool.submit(() -> {
                    int wrong = 0;
                    for (int i = 0; i < 400; i++) {
                        int from = random.nextInt(19_000);
                        Region region = new Region(new long[] {from}, new long[] {1000});
                        Hdf5File.Dataset dataset = i % 4 == 0 ? held : file.dataset("/comp_" + random.nextInt(FILES) + "/result_0");
                        double[] values = dataset.read(region).doubles();
                        for (int k = 0; k < values.length; k++) {
                            wrong += values[k] == from + k ? 0 : 1;
                        }
                    }
                    return wrong;
                }));
            }
            for (Future<Integer> wrong : sums) {
                assertEquals(0, wrong.get());
            }
            assertTrue(open(folder) <= MOST, "too many open files");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aFileThatIsRemovedMeanwhileIsNamed() throws IOException {
        try (Hdf5File file = Hdf5File.open(container(3))) {
            Hdf5File.Dataset dataset = file.dataset("/comp_5/result_0");
            Path gone = folder.resolve("many_payload").resolve("part-5.h5");
            Files.delete(gone);
            for (int i = 6; i < 100; i++) {
                file.dataset("/comp_" + i + "/result_0").read();
            }
            assertEquals("Cannot read dataset '/comp_5/result_0' of '" + gone + "': the file '" + gone + "' was removed while it was being read. Restore it.",
                    assertThrows(Hdf5Exception.class, dataset::read).getMessage());
        }
    }
}
