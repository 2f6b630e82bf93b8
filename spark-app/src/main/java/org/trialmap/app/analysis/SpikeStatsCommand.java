package org.trialmap.app.analysis;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.spike.SpikeStats;
import org.trialmap.trial.discrete.SpikeData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "spikestats", sortOptions = false, description = "Rates, intervals and their variation, and Fano factors of the spikes of each unit, by Elephant's definitions.",
        footer = {"", "Example:", "  trialmap spikestats cells.spy --latency poststim --out stats.h5"})
public final class SpikeStatsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private SpikeFlags spikes;

    @Override
    public Integer call() throws Exception {
        SpikeStats stats = new SpikeStats(spikes.latency());
        return spikes.run(new SpikeFlags.Work() {
            @Override
            public Optional<String> note(SpikeData data) {
                return stats.withoutFanofactor(data);
            }

            @Override
            public Analysis analysis(SpikeData data, ResultFile out) {
                return stats.analysis(data, out);
            }
        }, spec.commandLine());
    }
}
