package org.trialmap.app.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.spike.SpikePpc;
import org.trialmap.analysis.spike.SpikeStats;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.discrete.SpikeData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "spikestats", sortOptions = false,
        description = "Rates, intervals and their variation, and Fano factors of the spikes of each unit, by Elephant's definitions; with a recording how consistent its"
                + " phases are around spikes (ppc0).",
        footer = {"", "Examples:", "  trialmap spikestats cells.spy --latency poststim --out stats.h5",
            "  trialmap spikestats cells.spy --recording lfp.spy --timwin -0.1 0.1 --foilim 5 100 --out ppc.spy"})
public final class SpikeStatsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private SpikeFlags spikes;

    @Option(names = "--recording", paramLabel = "FILE", converter = Converters.InputPaths.class,
            description = "A recording of the same trials. The result is then the pairwise phase consistency (ppc0) of each unit's"
                    + " spikes with each of its channels.")
    private Path recording;

    @Option(names = "--recording-channels", paramLabel = "SEL", description = "Channels of the recording: names, or their positions from 0 (default: all).")
    private String recordingChannels;

    @Option(names = "--timwin", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true,
            description = "The window of the recording around each spike in seconds (default:"
                    + " -0.1 0.1).")
    private List<Double> timwin;

    @Option(names = "--foilim", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true,
            description = "Its frequencies from A to B Hz, both included (default: all).")
    private List<Double> foilim;

    @Override
    public Integer call() throws Exception {
        return recording == null ? numbers() : phases();
    }

    SpikePpc ppc() {
        SpikePpc ppc = SpikePpc.ppc0();
        ppc = timwin == null ? ppc : ppc.timwin(timwin.get(0), timwin.get(1));
        return foilim == null ? ppc : ppc.foilim(foilim.get(0), foilim.get(1));
    }

    private int phases() throws IOException {
        if (spikes.hasLatency()) {
            throw new UsageException("--latency is given with --recording, of which whole trials are taken. Leave it out, or cut both into other trials before (redefinetrial).");
        }
        SpikePpc ppc = RunFlags.checked(this::ppc);
        TrialChunks trials = spikes.recording(recording, recordingChannels);
        return run(data -> Optional.empty(), (data, out) -> ppc.analysis(data, trials, out));
    }

    private int numbers() throws IOException {
        if (recordingChannels != null || timwin != null || foilim != null) {
            throw new UsageException(
                    (recordingChannels != null ? "--recording-channels" : timwin != null ? "--timwin" : "--foilim") + " is given without --recording FILE, whose phases it is about. Add that, or leave"
                            + " it out.");
        }
        SpikeStats stats = new SpikeStats(spikes.latency());
        return run(stats::withoutFanofactor, stats::analysis);
    }

    private int run(Function<SpikeData, Optional<String>> note, BiFunction<SpikeData, ResultFile, Analysis> analysis) throws IOException {
        return spikes.run(new SpikeFlags.Work() {
            @Override
            public Optional<String> note(SpikeData data) {
                return note.apply(data);
            }

            @Override
            public Analysis analysis(SpikeData data, ResultFile out) {
                return analysis.apply(data, out);
            }
        }, spec.commandLine());
    }
}
