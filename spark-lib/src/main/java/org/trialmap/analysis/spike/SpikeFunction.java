package org.trialmap.analysis.spike;

import java.io.IOException;
import org.trialmap.array.NdArray;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.discrete.SpikeData;

/**
 * Reads the trials of a task one after the other and gives the rows of all of them: (trials x rows, train).
 *
 * @param digest of the options
 */
record SpikeFunction(String name, String digest, SpikeData spikes, TrialKernel kernel) implements SpikeBlockFunction {
    @Override
    public Class<?> code() {
        return kernel.getClass();
    }

    @Override
    public NdArray apply(SpikeTasks.Block block, TaskContext context) throws IOException {
        int trains = spikes.trains().size();
        int perTrial = kernel.rows() * trains;
        double[] values = new double[block.count() * perTrial];
        try (SpikeData.Reader reader = spikes.reader()) {
            for (int i = 0; i < block.count(); i++) {
                int k = block.first() + i;
                kernel.put(k, reader.samples(k), values, i * perTrial);
            }
        }
        return NdArray.of(values, block.count() * kernel.rows(), trains);
    }
}
