package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.Recordings;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;

/** Blocks of trials as they are sent. */
class TrialBlockTest {
    @TempDir
    Path folder;

    private static byte[] sent(TrialBlock block) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(block);
        }
        return bytes.toByteArray();
    }

    private static TrialBlock received(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (TrialBlock) in.readObject();
        }
    }

    private static List<String> words(TrialBlock block) throws Exception {
        List<String> words = new ArrayList<>(List.of(block.toString(), block.first() + " " + block.size() + " " + block.channels()));
        block.forEach((position, trial) -> words.add(position + " " + trial + " " + trial.trial() + " " + trial.samples() + " " + trial.offset() + " " + trial.before() + " " + trial.after() + " "
                + trial.channelNames() + " " + Arrays.toString(trial.trialInfo().toDoubles()) + " " + Arrays.hashCode(trial.doubles())));
        return words;
    }

    private void arrivesAsItWas(TrialBlock block) throws Exception {
        assertEquals(words(block), words(received(sent(block))));
    }

    @Test
    void trialsOfEqualLengthSideBySideTakeAsManyBytesAsOne() throws Exception {
        Path file = folder.resolve("regular.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().reserve("data", DType.FLOAT32, 20_000, 3, 2);
        }
        TrialChunks trials = Recording.open(file).chunks();
        int few = sent(trials.block(0, 2, 0)).length;
        int many = sent(trials.block(100, 16_484, 0)).length;
        assertTrue(many <= few + 16, few + " bytes of 2 trials, " + many + " of 16,384");
        arrivesAsItWas(trials.block(100, 200, 0));
    }

    @Test
    void trialsOfAnyKindArriveAsTheyWere() throws Exception {
        Recording uneven = Recording.open(Recordings.uneven(folder.resolve("uneven.h5"), DType.FLOAT32, 3));
        TrialChunks chunks = uneven.chunks().channelsPerTask(2);
        arrivesAsItWas(chunks.block(0, 6, 0));
        arrivesAsItWas(chunks.block(1, 4, 1));
        arrivesAsItWas(chunks.block(5, 6, 0));
        arrivesAsItWas(uneven.chunks(Selection.all().trials(4, 0, 1, 1)).block(0, 4, 0));
        arrivesAsItWas(uneven.chunks(Selection.all().latency(0, 0.1)).block(0, 2, 0));
        Recording windows = Recording.open(Recordings.equal(folder.resolve("long.h5"), DType.FLOAT64, 4, 500, 2));
        arrivesAsItWas(windows.windows(0.13, 0.02).chunks().block(0, 9, 0));
    }
}
