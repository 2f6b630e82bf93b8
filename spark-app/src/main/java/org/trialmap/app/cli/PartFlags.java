package org.trialmap.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.trial.Selection;
import picocli.CommandLine.Option;

/** Which trials, channels, times and frequencies of a file. */
public final class PartFlags {
    @Option(names = "--trials", paramLabel = "SEL", description = "Trials: 0,3,5:10 (from 0, stop excluded), or by their columns: stim=3,4 (default: all).")
    private String trials;

    @Option(names = "--channels", paramLabel = "SEL", description = "Channels: Cz,Pz,0:4 (names, or from 0; default: all).")
    private String channels;

    @Option(names = "--latency", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "Only t = A to B"
            + " seconds of every trial, both included; trials that do not cover it are left out and named.")
    private List<Double> latency;

    @Option(names = "--frequency", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "Only A to B Hz of"
            + " a spectrum, both included; recordings have none.")
    private List<Double> frequency;

    /** Values of the options by name; null: not given. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("--trials", trials);
        values.put("--channels", channels);
        values.put("--latency", latency);
        values.put("--frequency", frequency);
        return values;
    }

    /** Ends of the range in Hz; empty if none is given. */
    public Optional<List<Double>> frequency() {
        return Optional.ofNullable(frequency);
    }

    /** Which trials, as it was typed; empty if none are selected. */
    public Optional<String> trials() {
        return Optional.ofNullable(trials);
    }

    /** Ends of the window in seconds; empty if none is given. */
    public Optional<List<Double>> latency() {
        return Optional.ofNullable(latency);
    }

    public Selection selection() {
        Selection selection = Selection.all();
        selection = trials == null ? selection : selection.trials(trials);
        selection = channels == null ? selection : selection.channels(channels);
        selection = latency == null ? selection : selection.latency(latency.get(0), latency.get(1));
        return frequency == null ? selection : selection.frequency(frequency.get(0), frequency.get(1));
    }
}
