package org.trialmap.app.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Stack;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.GivenFile;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.spike.TimeWindow;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.discrete.SpikeData;
import picocli.CommandLine;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What the analyses of spikes have in common: the spikes, which of them, and where the result goes. */
final class SpikeFlags {
    @Parameters(paramLabel = "FILE", converter = Converters.InputPaths.class, description = "The spikes: a Syncopy container of SpikeData (NAME.spy or the file NAME.spike in it).")
    private Path file;

    @Option(names = "--samplerate", paramLabel = "HZ", description = "Its samplerate, if the file does not say.")
    private Double samplerate;

    @Option(names = "--trials", paramLabel = "SEL", description = "Trials: 0,3,5:10 (from 0, stop excluded), or by their columns: stim=3,4 (default: all).")
    private String trials;

    @Option(names = "--channels", paramLabel = "SEL", description = "Channels: names, or their positions from 0 (default: all).")
    private String channels;

    @Option(names = "--latency", arity = "1..2", parameterConsumer = Windows.class, paramLabel = "PERIOD|A B", hideParamSyntax = true, description = "Window of time: maxperiod, minperiod (what all"
            + " trials have), prestim (t < 0), poststim (t > 0), or A to B seconds (default: maxperiod).")
    private TimeWindow latency;

    @Mixin
    private ResultFlags result;

    TimeWindow latency() {
        return latency == null ? TimeWindow.of(TimeWindow.Period.MAXPERIOD) : latency;
    }

    boolean hasLatency() {
        return latency != null;
    }

    /** The same trials of a recording. */
    TrialChunks recording(Path path, String channelNames) throws IOException {
        GivenFile.require("--recording", path, "a recording", "");
        try {
            Selection selection = trials == null ? Selection.all() : Selection.all().trials(trials);
            return Recording.open(path, options()).chunks(channelNames == null ? selection : selection.channels(channelNames));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private RecordingOptions options() {
        return samplerate == null ? RecordingOptions.DEFAULT : RecordingOptions.DEFAULT.samplerateHz(samplerate);
    }

    /** What is to be run on spikes. */
    interface Work {
        /** Says what users should know. Throws {@link IllegalArgumentException} if the options do not fit the spikes. */
        Optional<String> note(SpikeData spikes);

        Analysis analysis(SpikeData spikes, ResultFile out);
    }

    int run(Work work, CommandLine command) throws IOException {
        RunOptions options = result.flags().options();
        SessionOptions where = result.session();
        ResultFile out = result.file();
        SpikeData spikes = open();
        Optional<String> note = RunFlags.checked(() -> work.note(spikes));
        Analysis analysis = RunFlags.checked(() -> work.analysis(spikes, out));
        if (!result.flags().quiet()) {
            note.ifPresent(text -> command.getErr().println("trialmap: " + text));
        }
        return new AnalysisCall(result, command).run(AnalysisCall.Work.of(analysis), options, where, slots -> Optional.empty());
    }

    private SpikeData open() throws IOException {
        GivenFile.require("", file, "a Syncopy container of spikes", "");
        try {
            Selection selection = Selection.all();
            selection = trials == null ? selection : selection.trials(trials);
            return SpikeData.open(file, options()).select(channels == null ? selection : selection.channels(channels));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    /** A period by name, or two numbers. */
    static final class Windows implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
            List<Double> times = new ArrayList<>();
            String first = words.isEmpty() ? "" : words.peek();
            while (!words.isEmpty() && times.size() < 2 && NumberList.isNumbers(words.peek())) {
                Arrays.stream(words.pop().split(",")).map(NumberList::value).forEach(times::add);
            }
            if (times.isEmpty() && !words.isEmpty()) {
                argument.setValue(period(words.pop(), command));
            } else if (times.size() == 2) {
                argument.setValue(window(times.get(0), times.get(1), command));
            } else {
                throw refused(first, command);
            }
        }

        private static TimeWindow window(double from, double to, CommandSpec command) {
            try {
                return TimeWindow.of(from, to);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), e.getMessage(), e);
            }
        }

        private static TimeWindow period(String word, CommandSpec command) {
            return Arrays.stream(TimeWindow.Period.values()).filter(period -> period != TimeWindow.Period.TIMES && period.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .map(TimeWindow::of).orElseThrow(() -> refused(word, command));
        }

        private static ParameterException refused(String word, CommandSpec command) {
            return new ParameterException(command.commandLine(),
                    "--latency is " + QuotedText.of(word) + ", which is no period and not two numbers. Write maxperiod, minperiod, prestim, poststim, or two"
                            + " numbers of seconds: --latency -0.5 1.");
        }
    }
}
