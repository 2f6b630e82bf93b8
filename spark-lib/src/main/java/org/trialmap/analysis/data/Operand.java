package org.trialmap.analysis.data;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.trialmap.trial.TrialBlock;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/**
 * Finds the other trial, with the same channels.
 *
 * @param file of the other trials, for messages
 * @param chunks the other trials by chunk of channels
 * @param trials position of a trial in its recording -> place of the other one in {@code chunks}
 * @param firstChannel position of a chunk's first channel in the recording -> number of the chunk
 */
record Operand(String file, TrialBlock[] chunks, Map<Integer, Integer> trials, Map<Integer, Integer> firstChannel) implements Serializable {
    static Operand of(TrialChunks trials, TrialChunks others) {
        int count = others.count();
        TrialChunks cut = others.channelsPerTask((int) trials.channelGrid().chunk());
        TrialBlock[] chunks = new TrialBlock[cut.channelGrid().count()];
        Map<Integer, Integer> channels = new HashMap<>();
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            chunks[chunk] = cut.block(0, count, chunk);
            channels.put(trials.get(chunk).channelIndices()[0], chunk);
        }
        Map<Integer, Integer> places = new HashMap<>();
        int[] positions = trials.trials();
        for (int k = 0; k < positions.length; k++) {
            places.put(positions[k], count == 1 ? 0 : k);
        }
        return new Operand(others.recording().path().toString(), chunks, places, channels);
    }

    TrialChunk of(TrialChunk trial) {
        return chunks[firstChannel.get(trial.channelIndices()[0])].trial(trials.get(trial.trial()));
    }
}
