package org.trialmap.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.support.Versions;
import org.trialmap.trial.History;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;

/**
 * Writes down in a result how it came about.
 *
 * @hidden
 */
public final class Provenance {
    private Provenance() {}

    /** The form of the result, with the recording's history and this step. */
    static ResultForm of(AnalysisMethod method, NanPolicy nan, TrialChunks trials, ResultForm form) {
        Map<String, Object> options = new LinkedHashMap<>(method.options(trials));
        options.put("nan", nan.toString());
        if (!trials.selection().equals(Selection.all())) {
            options.put("select", selection(trials));
        }
        trials.recording().origin().forEach(options::putIfAbsent);
        trials.windows().ifPresent(windows -> options.put("window", windows.options()));
        History.Step step = History.Step.now(method.command(), options, version(), trials.recording().identity());
        return form.with(trials.recording().history().with(step));
    }

    /** What was selected, as positions in the recording, names, and seconds. */
    private static Map<String, Object> selection(TrialChunks trials) {
        Map<String, Object> select = new LinkedHashMap<>();
        select.put("trials", ranges(trials.trials()));
        select.put("channel", trials.channelNames());
        if (trials.areSpectra()) {
            select.put("taper", trials.taper());
            select.put("freq", Arrays.stream(trials.freq()).boxed().toList());
        }
        select.put("latency", trials.latencySeconds().orElse(null));
        return select;
    }

    /** For example {@code 0,3,5:10}: start and, excluded, stop. */
    public static String ranges(int[] positions) {
        StringBuilder text = new StringBuilder();
        for (int from = 0, to; from < positions.length; from = to) {
            for (to = from + 1; to < positions.length && positions[to] == positions[to - 1] + 1;) {
                to++;
            }
            text.append(from == 0 ? "" : ",").append(positions[from]);
            if (to - from > 1) {
                text.append(':').append(positions[to - 1] + 1);
            }
        }
        return text.toString();
    }

    /** The program and its version, as histories have it. */
    public static String version() {
        return "trialmap " + Versions.trialmap();
    }
}
