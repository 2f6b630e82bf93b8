package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.RunOptions.Order;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** The order in which tasks begin: of speed only. */
class TaskOrderTest {
    private static final long[] LENGTHS = {30, 80, 50, 80, 10, 100, 20, 40};
    private static final List<Integer> LONGEST_FIRST = List.of(5, 1, 3, 2, 7, 0, 6, 4);
    private static final Queue<Integer> BEGUN = new ConcurrentLinkedQueue<>();
    private static CountDownLatch together;

    @TempDir
    Path folder;

    @BeforeEach
    void none() {
        BEGUN.clear();
    }

    /** Trials of those lengths, 2 channels. */
    private TrialChunks trials() throws Exception {
        Path file = folder.resolve("uneven.h5");
        int samples = (int) IntStream.range(0, LENGTHS.length).mapToLong(k -> LENGTHS[k]).sum();
        long[] rows = new long[3 * LENGTHS.length];
        long at = 0;
        for (int k = 0; k < LENGTHS.length; k++) {
            rows[3 * k] = at;
            rows[3 * k + 1] = at += LENGTHS[k];
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(IntStream.range(0, 2 * samples).mapToDouble(i -> Math.sin(i * i)).toArray(), samples, 2));
            writer.root().dataset("trialdefinition", NdArray.of(rows, LENGTHS.length, 3));
        }
        return Recording.open(file).chunks(Selection.all());
    }

    private static ContextFunction<TrialChunk, double[]> noted() {
        return (trial, context) -> {
            BEGUN.add(context.index());
            return new double[] {trial.samples(), context.random().nextDouble()};
        };
    }

    @Test
    void longTrialsBeginFirstAndResultsStayWhereTheyAre() throws Exception {
        TrialChunks trials = trials();
        ParallelMap pmap = ParallelMap.serial().seed(3).batch(1);
        MapCall<TrialChunk> given = pmap.over(trials);
        MapCall<TrialChunk> ordered = pmap.order(Order.LONGEST_FIRST).over(trials);
        assertEquals(given.layout(Layout.STACKED).name("lengths").planWithContext(folder, noted()).tasks(), ordered.layout(Layout.STACKED).name("lengths").planWithContext(folder, noted()).tasks());
        try (SavedResults first = given.layout(Layout.STACKED).name("given").saveWithContext(folder, noted());
                SavedResults second = ordered.layout(Layout.STACKED).name("ordered").saveWithContext(folder, noted())) {
            assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), List.copyOf(BEGUN).subList(0, 8));
            assertEquals(LONGEST_FIRST, List.copyOf(BEGUN).subList(8, 16));
            assertEquals(first.stacked(0).read().toBytes(), second.stacked(0).read().toBytes());
            assertEquals(first.plan().orElseThrow().planId(), second.plan().orElseThrow().planId());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL_1", "LOCAL_4", "LOCAL_4_RETRYING"})
    void onSparkTheLongestBeginFirst(BackendKind backend) throws Exception {
        ParallelMap pmap = backend.map().batch(1).order(Order.LONGEST_FIRST);
        int slots = pmap.slots();
        together = new CountDownLatch(slots);
        List<double[]> results = pmap.over(trials()).collectWithContext((trial, context) -> {
            double[] result = noted().apply(trial, context);
            together.countDown();
            assertTrue(together.await(1, TimeUnit.MINUTES)); // else a slot might begin its second task before another one its first
            return result;
        });
        assertEquals(Set.copyOf(LONGEST_FIRST.subList(0, slots)), Set.copyOf(List.copyOf(BEGUN).subList(0, slots)));
        assertArrayEquals(LENGTHS, results.stream().mapToLong(result -> (long) result[0]).toArray());
    }

    /** Batches of several tasks, and those of an analysis, which are chosen by what trials have in common. */
    @Test
    void anAnalysisHasTheSameBytes() throws Exception {
        TrialChunks trials = trials();
        ByteBuffer given = data(ParallelMap.serial(), trials, "given.h5");
        assertEquals(given, data(ParallelMap.serial().order(Order.LONGEST_FIRST).batch(3), trials, "batches.h5"));
        assertEquals(given, data(BackendKind.LOCAL_4.map().order(Order.LONGEST_FIRST), trials, "spark.h5"));
    }

    private ByteBuffer data(ParallelMap pmap, TrialChunks trials, String name) throws Exception {
        Path out = folder.resolve(name);
        Analysis.of(FreqAnalysis.mtmfft().foilim(5, 40).keeptrials(true), trials, ResultFile.at(out)).run(pmap.onError(org.trialmap.task.OnError.CONTINUE));
        try (Hdf5File file = Hdf5File.open(out)) {
            return file.dataset("data").read().toBytes();
        }
    }

    @Test
    void filesCountByTheirSizeAndOtherInputsByTheirs() throws Exception {
        for (int k = 0; k < 4; k++) {
            Files.write(folder.resolve("f" + k), new byte[new int[] {10, 3000, 0, 200}[k]]);
        }
        List<String> files = IntStream.range(0, 4).mapToObj(k -> folder.resolve("f" + k).toString()).toList();
        ParallelMap pmap = ParallelMap.serial().batch(1).order(Order.LONGEST_FIRST);
        pmap.over(files).collectWithContext((file, context) -> BEGUN.add(context.index()));
        assertEquals(List.of(1, 3), List.copyOf(BEGUN).subList(0, 2));
        none();
        pmap.over(List.of(new int[3], new int[500], new int[20])).collectWithContext((numbers, context) -> BEGUN.add(context.index()));
        assertEquals(List.of(1, 2, 0), List.copyOf(BEGUN));
        none();
        pmap.over(Collections.nCopies(4, 7)).collectWithContext((same, context) -> BEGUN.add(context.index()));
        assertEquals(List.of(0, 1, 2, 3), List.copyOf(BEGUN), "as the inputs are");
    }
}
