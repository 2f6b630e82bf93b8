package org.trialmap.analysis.spike;

import org.trialmap.array.NdArray;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;

/** What is computed of the trials of a task. */
interface SpikeBlockFunction extends ContextFunction<SpikeTasks.Block, NdArray>, NamedFunction, Identifiable {
    /** Of the options, and of the data that it reads beside the spikes. */
    String digest();

    @Override
    default String function() {
        return name();
    }

    @Override
    default void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(digest());
    }
}
