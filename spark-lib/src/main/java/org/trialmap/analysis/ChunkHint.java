package org.trialmap.analysis;

import java.util.Optional;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunks;

/**
 * Whether chunks of channels cost more than they bring. Trials are worked on side by side anyway; each chunk is worked on by itself, and read out of whole
 * rows of samples. So chunks bring something only where there are fewer trials than slots, or a trial of all channels does not fit into memory.
 *
 * @hidden
 * @param trials how many there are
 * @param channels of each
 * @param perTask channels of a chunk at most
 * @param slots tasks that can run at the same time
 */
public record ChunkHint(int trials, int channels, int perTask, int slots) {
    /** From so many times as many chunks as slots need, chunks are far too narrow. */
    private static final int FAR = 4;

    /** @throws IllegalArgumentException if one of them is less than 1 */
    public ChunkHint {
        if (trials < 1 || channels < 1 || perTask < 1 || slots < 1) {
            throw new IllegalArgumentException("Trials, channels, channels per task and slots must be at least 1, they are " + trials + ", " + channels + ", "
                    + perTask + " and " + slots + ". Count them again.");
        }
    }

    /** What to say of these chunks on that many slots; empty if they are reasonable. */
    public static Optional<String> of(TrialChunks trials, int slots) {
        int channels = Math.toIntExact(trials.channelGrid().length());
        return new ChunkHint(trials.count(), channels, Math.toIntExact(trials.channelGrid().chunk()), slots).text();
    }

    /** Chunks of each trial. */
    int chunks() {
        return ceil(channels, perTask);
    }

    /** Channels per task with which every slot has something to do. */
    int sufficient() {
        return ceil(channels, Math.min(channels, ceil(slots, trials)));
    }

    /** What to say, with the value that would do; empty if there is nothing to say. */
    public Optional<String> text() {
        String made = Setting.CHAN_PER_WORKER.with(perTask) + " cuts each trial into " + chunks() + " chunks. ";
        if (chunks() == 1) {
            return Optional.empty();
        }
        if (trials >= slots) {
            return Optional.of(made + trials + (trials == 1 ? " trial keeps " : " trials keep ") + (slots == 1 ? "the only slot" : "the " + slots + " slots")
                    + " busy without that, and chunks cost time. Leave it out, unless a trial of " + channels + " channels is too large for the memory.");
        }
        return chunks() < FAR * ceil(channels, sufficient()) ? Optional.empty() : Optional.of(made + trials + (trials == 1 ? " trial has" : " trials have")
                + " something to do for the " + slots + " slots with " + Setting.CHAN_PER_WORKER.with(sufficient()) + ", and more chunks cost time.");
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }
}
