package org.trialmap.analysis.spike;

import java.io.IOException;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.TrialBlock;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.discrete.SpikeData;

/**
 * Sums the phasors of a recording around the spikes of a task's trials, one after the other: (train, channel, number of {@link SpikeWindows#perPair}).
 *
 * @param digest of the options and the recording
 * @param recording the trials of the spikes, all channels
 */
record PpcFunction(String name, String digest, SpikeData spikes, TrialBlock recording, SpikeWindows windows) implements SpikeBlockFunction {
    @Override
    public Class<?> code() {
        return PpcFunction.class;
    }

    @Override
    public NdArray apply(SpikeTasks.Block block, TaskContext context) throws IOException {
        int trains = spikes.trains().size();
        int channels = recording.channels();
        int perTrain = channels * windows.perPair();
        double[] sums = new double[Math.multiplyExact(trains, perTrain)];
        SpikeWindows.Phases phases = windows.phases(channels);
        try (SpikeData.Reader reader = spikes.reader()) {
            for (int k = block.first(); k < block.first() + block.count(); k++) {
                TrialChunk trial = recording.trial(k);
                double[] samples = trial.doubles();
                long[][] spiking = reader.samples(k);
                for (int train = 0; train < trains; train++) {
                    for (long spike : spiking[train]) {
                        add(phases, trial, samples, spike, sums, train * perTrain);
                    }
                }
            }
        }
        return NdArray.of(sums, trains, channels, windows.perPair());
    }

    private static void add(SpikeWindows.Phases phases, TrialChunk trial, double[] samples, long spike, double[] sums, int at) {
        try {
            phases.add(samples, spike - trial.offset(), sums, at);
        } catch (SpikeWindows.NoPhaseException e) {
            throw new IllegalArgumentException("Around the spike " + spike + " samples from t = 0 of " + trial + " the channel '" + trial.channelNames().get(e.channel())
                    + "' of the recording is constant, or has no power at a frequency, and so no phase. Leave the channel out with " + Setting.RECORDING_CHANNELS + ".", e);
        }
    }
}
