package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.Recordings;
import org.trialmap.array.DType;
import org.trialmap.parallel.closure.JavaCodec;

class TrialBlockTest {
    @TempDir
    Path folder;

    private static List<String> described(TrialBlock block) throws Exception {
        List<String> trials = new ArrayList<>(List.of(block.toString(), Integer.toString(block.first())));
        block.forEach((position, trial) -> trials.add(position + ": " + trial + " " + trial.samples() + " " + trial.offset() + " " + trial.offsetFraction() + " " + trial.before() + " "
                + trial.after() + " " + trial.channelNames() + " " + Arrays.toString(trial.trialInfo().toDoubles()) + " " + Arrays.toString(trial.doubles())));
        return trials;
    }

    private static TrialBlock sent(TrialBlock block) throws IOException {
        return (TrialBlock) JavaCodec.decode(JavaCodec.encode(block));
    }

    @Test
    void isTheSameWhereItArrives() throws Exception {
        Recording recording = Recording.open(Recordings.uneven(folder.resolve("r.h5"), DType.FLOAT32, 3));
        TrialChunks trials = recording.chunks(Selection.all().channels(2, 0)).channelsPerTask(1);
        TrialBlock block = trials.block(1, 3, 1);
        assertEquals(described(block), described(sent(block)));
        Recording windows = recording.pieces(0.1, 0.02);
        TrialBlock pieces = windows.chunks().block(0, 5, 0);
        assertEquals(described(pieces), described(sent(pieces)));
    }

    @Test
    void takesAFewBytesForATrial() throws IOException {
        Recording recording = Recording.open(Recordings.equal(folder.resolve("r.h5"), DType.FLOAT32, 1000, 4, 2));
        int one = JavaCodec.encode(recording.chunks().block(0, 1, 0)).length;
        int all = JavaCodec.encode(recording.chunks().block(0, 1000, 0)).length;
        assertTrue((all - one) / 999 < 60, all + " bytes for 1000 trials, " + one + " for one");
    }
}
