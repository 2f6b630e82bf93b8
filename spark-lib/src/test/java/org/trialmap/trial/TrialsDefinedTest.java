package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;

/** Trials by tables and by trigger channels. */
class TrialsDefinedTest {
    @TempDir
    Path folder;
    private Recording recording;

    @BeforeEach
    void record() throws IOException {
        Path file = folder.resolve("x.h5");
        double[] samples = new double[40];
        double[] triggers = {0, 0, 0, 2, 2, 0, 0, 1, 3, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0};
        for (int s = 0; s < 20; s++) {
            samples[2 * s] = s + 0.25;
            samples[2 * s + 1] = triggers[s];
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(10.0));
            writer.root().dataset("data", NdArray.of(samples, 20, 2));
            writer.root().dataset("channel", NdArray.of(new String[] {"Cz", "STI"}, 2));
        }
        recording = Recording.open(file);
    }

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void tablesHaveStartStopOffsetAndColumns() throws IOException {
        Recording cut = recording.withTrials(table("offset\tstim\tstart\tstop\n-1\tgo\t2\t5\n\n0\tstop\t7\t9\n"));
        assertEquals(2, cut.trials().count());
        assertEquals(List.of(2L, 5L, -1L), List.of(cut.trials().start(0), cut.trials().stop(0), cut.trials().offset(0)));
        assertArrayEquals(new int[] {1}, cut.chunks(Selection.all().trials("stim=stop")).trials());
        assertArrayEquals(new double[] {7.25, 0 + 1, 8.25, 3}, cut.data().trial(1).doubles());
        assertEquals("{trialdefinition=t.csv}", cut.origin().toString());
        assertEquals(1, recording.withTrials(table("start,stop,offset\n0,20,0\n")).trials().count());
        TrialDefinition own = TrialDefinition.of(new long[] {3}, new long[] {9}, new long[] {-2});
        assertEquals(own, recording.withTrials(own).trials());
    }

    @Test
    void tablesThatDoNotFitAreRefused() throws IOException {
        String file = folder.resolve("t.csv").toString();
        assertRefused(file + " has the columns start, end, offset. A table of trials has start, stop (excluded) and offset, in samples, and may have more. Name its columns so.",
                () -> recording.withTrials(table("start,end,offset\n0,1,0\n")));
        assertRefused("Line 3 of " + file + " has 2 columns, the first line names 3. Correct the file.", () -> recording.withTrials(table("start,stop,offset\n0,1,0\n0,1\n")));
        assertRefused(
                "Trial 1 in " + file + " goes from sample 4 to 21 (excluded), but /data of " + folder.resolve("x.h5")
                        + " has the samples 0 to 19. A trial must lie inside the data; nothing is cut or padded."
                        + " Correct the file, or read the dataset that the trials were defined for with dataset(...).",
                () -> recording.withTrials(table("start,stop,offset\n0,1,0\n4,21,0\n")));
        assertRefused("Trial 0 in " + file
                + " has the start 0.5. Trials are cut at samples, so it must be a whole number of samples; nothing is rounded. Correct the file: times in seconds must be multiplied by the"
                + " samplerate.", () -> recording.withTrials(table("start,stop,offset\n0.5,1,0\n")));
        assertRefused(file + " has no rows, so the recording has no trials. There would be nothing to compute. Correct the file, or remove the dataset to have all samples as one trial.",
                () -> recording.withTrials(table("start,stop,offset\n")));
        assertRefused(file + " is not a table of trials: it is binary. Correct withTrials(...).", () -> recording.withTrials(table("start\0")));
        assertRefused("There is no file " + folder.resolve("no.csv") + " with trials. Correct withTrials(...).", () -> recording.withTrials(folder.resolve("no.csv")));
        assertRefused(
                "Trial 0 goes from sample 0 to 21 (excluded), but /data of " + folder.resolve("x.h5")
                        + " has the samples 0 to 19. A trial must lie inside the data; nothing is cut or padded. Correct the trials.",
                () -> recording.withTrials(TrialDefinition.of(new long[] {0}, new long[] {21}, new long[1])));
        assertRefused("Trial 0 goes from sample 5 to 5 (excluded). A trial has at least one sample, and samples count from 0. Correct start and stop.",
                () -> TrialDefinition.of(new long[] {5}, new long[] {5}, new long[1]));
        assertRefused("Trials have 1 starts, 2 stops and 1 offsets. Each trial has one of each, and there is at least one trial. Give arrays of one length.",
                () -> TrialDefinition.of(new long[1], new long[2], new long[1]));
    }

    @Test
    void triggersAreWhereTheNumberChanges() throws IOException {
        List<Event> events = recording.triggers("STI", OptionalDouble.empty());
        assertEquals(List.of("3 2", "7 1", "8 3", "14 2"), events.stream().map(event -> event.sample() + " " + event.value()).toList());
        assertEquals(0.3, events.get(0).seconds());
        assertEquals(List.of("3 1", "8 1", "14 1"), recording.triggers("STI", OptionalDouble.of(1.5)).stream().map(event -> event.sample() + " " + event.value()).toList());
        // tag::definetrial[]
        Recording trials = recording.around(recording.triggers("STI", OptionalDouble.empty()), List.of("2"), 0.2, 0.4); // around the numbers 2 of a trigger channel
        Recording chosen = recording.withTrials(TrialDefinition.of(new long[] {0, 8}, new long[] {6, 12}, new long[] {-2, 0})); // start, stop (excluded), offset
        // end::definetrial[]
        assertEquals(2, trials.trials().count());
        assertEquals(1, trials.trials().start(0));
        assertEquals(2, chosen.trials().count());
        assertEquals("{event=[2], post=0.4, pre=0.2}", new java.util.TreeMap<>(trials.origin()).toString());
    }

    @Test
    void otherChannelsAreNoTriggers() {
        assertRefused("The trigger channel 'Cz' of /data of " + folder.resolve("x.h5")
                + " is 0.25 at sample 0. Without a threshold its samples are the numbers of events, or 0. Give a threshold, from which on it"
                + " counts as an event, or name another channel with triggers(...).", () -> recording.triggers("Cz", OptionalDouble.empty()));
    }
}
