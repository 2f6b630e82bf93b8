package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkHintTest {
    @ParameterizedTest
    @CsvSource({
        "100, 32, 32, 4", // one chunk
        "100, 32, 40, 4", // the example of Syncopy's page: more than there are
        "1, 200, 50, 4",
        "1, 200, 14, 4", // 15 chunks; from 16 on, four times as many as slots, they are far too many
        "3, 9, 5, 4",
        "2, 3, 1, 64"})
    void saysNothingWhereChunksAreReasonable(int trials, int channels, int perTask, int slots) {
        assertEquals(Optional.empty(), new ChunkHint(trials, channels, perTask, slots).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    100 | 200 | 1 | 4 | channelsPerTask(1) cuts each trial into 200 chunks. 100 trials keep the 4 slots busy without that, and chunks cost time. Leave it out, unless a trial of 200 channels is too large for the memory.
                    4 | 9 | 5 | 4 | channelsPerTask(5) cuts each trial into 2 chunks. 4 trials keep the 4 slots busy without that, and chunks cost time. Leave it out, unless a trial of 9 channels is too large for the memory.
                    1 | 8 | 4 | 1 | channelsPerTask(4) cuts each trial into 2 chunks. 1 trial keeps the only slot busy without that, and chunks cost time. Leave it out, unless a trial of 8 channels is too large for the memory.
                    1 | 200 | 1 | 4 | channelsPerTask(1) cuts each trial into 200 chunks. 1 trial has something to do for the 4 slots with channelsPerTask(50), and more chunks cost time.
                    3 | 200 | 1 | 4 | channelsPerTask(1) cuts each trial into 200 chunks. 3 trials have something to do for the 4 slots with channelsPerTask(100), and more chunks cost time.
                    1 | 200 | 13 | 4 | channelsPerTask(13) cuts each trial into 16 chunks. 1 trial has something to do for the 4 slots with channelsPerTask(50), and more chunks cost time.
                    """)
    void saysWhatWouldDo(int trials, int channels, int perTask, int slots, String text) {
        assertEquals(text, new ChunkHint(trials, channels, perTask, slots).text().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"1, 200, 4", "3, 200, 4", "7, 13, 64", "1, 3, 64", "63, 64, 64"})
    void whatItAdvisesKeepsMoreThanHalfOfTheSlotsBusyAndNeedsNoHintItself(int trials, int channels, int slots) {
        ChunkHint better = new ChunkHint(trials, channels, new ChunkHint(trials, channels, 1, slots).sufficient(), slots);
        assertEquals(Optional.empty(), better.text());
        assertTrue(2 * trials * better.chunks() > Math.min(slots, trials * channels), better::toString);
    }

    @Test
    void refusesNothingToWorkOn() {
        assertRefused("Trials, channels, channels per task and slots must be at least 1, they are 1, 0, 1 and 1. Count them again.", () -> new ChunkHint(1, 0, 1, 1));
    }
}
