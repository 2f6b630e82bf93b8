package org.trialmap.analysis;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.setting.Setting;
import org.trialmap.trial.SelectedWindows;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** What is read around the windows of a long recording, and how results of windows become one recording again. */
final class Margins {
    private Margins() {}

    /**
     * The trials with the margin that the method needs, or with a longer one that was asked for.
     *
     * @throws IllegalArgumentException if that is shorter, or if the method has no use for a margin or cannot join
     */
    static TrialChunks of(AnalysisMethod method, TrialChunks trials) {
        SelectedWindows windows = trials.windows().orElse(null);
        if (windows == null) {
            return trials;
        }
        TrialMethod each = method instanceof TrialMethod one ? one : null;
        if (windows.areJoined()) {
            requireJoinable(method, each);
            windows.first(); // says if some are missing
        }
        OptionalLong needed = each == null ? OptionalLong.empty() : each.margin(trials);
        OptionalLong asked = windows.marginAskedFor();
        if (needed.isEmpty() && asked.isPresent()) {
            throw new IllegalArgumentException(
                    "A margin around windows was asked for of " + method.command() + ", which computes each window by itself. The filters of preprocessing and resampledata have"
                            + " one. Leave out " + Setting.MARGIN + ".");
        }
        long enough = needed.orElse(0);
        double hz = trials.recording().samplerateHz();
        if (asked.orElse(enough) < enough) {
            throw new IllegalArgumentException(
                    "A margin of " + asked.getAsLong() / hz + " s is too short: the filter needs " + enough / hz + " s on both sides of a window, or joints would show. Leave out "
                            + Setting.MARGIN + " to have that, or give as much.");
        }
        return trials.margin(asked.orElse(enough));
    }

    private static void requireJoinable(AnalysisMethod method, TrialMethod each) {
        if (each == null || !each.joins()) {
            throw new IllegalArgumentException(
                    "Results of windows were to be joined, but " + method.command() + " does not give a recording of them. preprocessing and resampledata do. Leave out " + Setting.JOIN + ".");
        }
    }

    /** The form of what results of windows are joined to. */
    static ResultForm joined(ResultForm form, TrialChunks trials) {
        int[] first = trials.windows().orElseThrow().first();
        long[] rows = IntStream.range(0, first.length).mapToLong(p -> Arrays.stream(form.rows(), first[p], p + 1 < first.length ? first[p + 1] : form.rows().length).sum()).toArray();
        double[] offsets = Arrays.stream(first).mapToDouble(k -> form.offsets()[k]).toArray();
        return new ResultForm(form.header(), form.history(), form.dtype(), form.core(), rows, offsets, form.axis(), rows(form.trialinfo(), first), form.toi());
    }

    private static NdArray rows(NdArray table, int[] rows) {
        int width = table.shape()[1];
        NdArray some = NdArray.zeros(table.dtype(), rows.length, width);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(table.data(), rows[i] * width, some.data(), i * width, width);
        }
        return some;
    }

    /** What a window has of a result for it and its margins, row by row; takes {@code before} rows off the beginning. */
    static NdArray cutOff(TrialChunk trial, NdArray result, int before, int rows) {
        if (trial.before() + trial.after() == 0) {
            return result;
        }
        int[] shape = result.shape().clone();
        int perRow = result.size() / shape[0] * result.dtype().width();
        shape[0] = rows;
        NdArray window = NdArray.zeros(result.dtype(), shape);
        System.arraycopy(result.data(), before * perRow, window.data(), 0, Shape.size(shape) * result.dtype().width());
        return window;
    }
}
