package org.trialmap.analysis.spike;

import java.io.IOException;
import java.nio.file.Path;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.HeldTrials;
import org.trialmap.analysis.ResultFile;
import org.trialmap.array.NdArray;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.discrete.SpikeData;

/** Phases of a recording around spikes, summed in tasks that call {@link HeldTrials#at} before each of their trials. */
public final class HeldPhases {
    private HeldPhases() {}

    /** Spikes, and {@code recording.h5} with their trials. */
    public static void write(Path folder, int trials) {
        SpikeFiles.recording(SpikeFiles.random(folder, trials), folder.resolve("recording.h5"), 3);
    }

    /** @param trials all of the recording that {@link #write} wrote there */
    public static Analysis analysis(Path folder, TrialChunks trials, HeldTrials held, ResultFile file) throws IOException {
        SpikeData spikes = SpikeData.open(folder.resolve("s" + trials.trials().length + ".spike"));
        SpikeAnalysis all = SpikePpc.ppc0().timwin(-0.05, 0.05).analysis(spikes, trials);
        return new SpikeAnalysis(all.tasks(), new Held(all.function(), held), all.reduction(), all.form(), all.step(), all.moreInputs()).into(file);
    }

    private record Held(SpikeBlockFunction of, HeldTrials held) implements SpikeBlockFunction {
        @Override
        public String name() {
            return of.name();
        }

        @Override
        public String digest() {
            return of.digest();
        }

        @Override
        public NdArray apply(SpikeTasks.Block block, TaskContext context) throws Exception {
            for (int k = block.first(); k < block.first() + block.count(); k++) {
                held.at(k);
            }
            return of.apply(block, context);
        }
    }
}
