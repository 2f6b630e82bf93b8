package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Allocated;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.OnError;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;

/** What planning costs grows as the number of trials, no faster. */
class ManyTrialsTest {
    @TempDir
    Path folder;

    private TrialChunks trials(int count) throws IOException {
        Path file = folder.resolve("recording-" + count + ".h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().reserve("data", DType.FLOAT32, count, 10, 1); // reads as zeros, and takes no room
        }
        return Recording.open(file).chunks();
    }

    private long planning(OnError onError, int count) throws Exception {
        TrialChunks trials = trials(count);
        ParallelMap pmap = ParallelMap.serial().onError(onError);
        return Allocated.bytes(() -> Analysis.of(FreqAnalysis.mtmfft(), trials, ResultFile.at(folder.resolve("out.h5"))).plan(pmap));
    }

    private void growsAsTheNumberOfTrials(OnError onError, int count) throws Exception {
        long some = planning(onError, count);
        long fourTimes = planning(onError, 4 * count);
        assertTrue(fourTimes < 5 * some, some + " bytes for " + count + " trials, " + fourTimes + " for four times as many");
    }

    @Test
    void inBlocks() throws Exception {
        growsAsTheNumberOfTrials(OnError.FAIL, 500_000);
    }

    @Test
    void oneByOne() throws Exception {
        growsAsTheNumberOfTrials(OnError.CONTINUE, 5_000);
    }
}
