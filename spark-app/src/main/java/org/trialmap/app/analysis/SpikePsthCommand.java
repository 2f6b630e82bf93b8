package org.trialmap.app.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.spike.SpikePsth;
import org.trialmap.app.cli.Converters;
import org.trialmap.spike.Binning;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.discrete.SpikeData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "spike_psth", sortOptions = false, description = "Peristimulus time histogram of the spikes of each unit, with Syncopy's keywords.",
        footer = {"", "Example:", "  trialmap spike_psth cells.spy --binsize 0.02 --latency -0.2 0.6 --out psth.spy"})
public final class SpikePsthCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--binsize", paramLabel = "S|rice|sqrt", converter = AnalysisConverters.Binsizes.class,
            description = "Width of a bin in seconds; or their number by the mean samples n of a trial: rice 2"
                    + " n^(1/3), sqrt n^(1/2) (default: rice).")
    private Binning binsize = Binning.rice();

    @Option(names = "--output", paramLabel = "OUTPUT", converter = AnalysisConverters.PsthOutputs.class, description = "rate: spikes per second; spikecount; proportion: share of the trial's spikes"
            + " (default: rate).")
    private SpikePsth.Output output = SpikePsth.Output.RATE;

    @Option(names = "--vartriallen", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "true: all trials as far as they go; false: only those that cover the"
            + " window (default: true).")
    private boolean vartriallen = true;

    @Option(names = "--keeptrials", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "false: their average alone (default: true).")
    private boolean keeptrials = true;

    @Mixin
    private SpikeFlags spikes;

    @Override
    public Integer call() throws Exception {
        SpikePsth psth = psth();
        return spikes.run(new SpikeFlags.Work() {
            @Override
            public Optional<String> note(SpikeData data) {
                return leftOut(psth, data);
            }

            @Override
            public Analysis analysis(SpikeData data, ResultFile out) {
                return psth.analysis(data, out);
            }
        }, spec.commandLine());
    }

    SpikePsth psth() {
        return new SpikePsth(binsize, output, spikes.latency(), vartriallen, keeptrials);
    }

    private static Optional<String> leftOut(SpikePsth psth, SpikeData data) {
        int[] all = data.trialPositions();
        List<String> left = Arrays.stream(psth.leftOut(data)).mapToObj(k -> Integer.toString(all[k])).toList();
        return left.isEmpty() || left.size() == all.length ? Optional.empty() : Optional.of((left.size() == 1 ? "trial " + left.get(0) + " does" : left.size() + " trials do")
                + " not cover the window and " + (left.size() == 1 ? "is left out." : "are left out: " + Suggestions.list(left) + "."));
    }
}
