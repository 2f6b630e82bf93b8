package org.trialmap.app.info;

import java.lang.reflect.Array;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.store.SavedResults;
import org.trialmap.store.StackedDataset;
import org.trialmap.support.Suggestions;
import org.trialmap.task.Inputs;

/** A result file in a few lines. */
final class ResultDescription {
    private static final int MOST_RUNS = 10;

    private final StringBuilder text = new StringBuilder();

    private ResultDescription() {}

    static String of(SavedResults results) {
        ResultDescription lines = new ResultDescription();
        BitSet missing = results.missing();
        lines.line("results", results.container().toString());
        lines.line("layout", results.layout().toString().toLowerCase(Locale.ROOT));
        lines.line("tasks", tasks(results));
        lines.inputs(results.inputs());
        lines.values(results, missing.nextClearBit(0));
        results.plan().ifPresent(plan -> {
            lines.line("function", plan.function());
            lines.line("plan id", plan.planId());
        });
        if (!results.options().isEmpty()) {
            lines.line("options", String.join(", ", results.options().entrySet().stream().map(option -> option.getKey() + "=" + option.getValue())
                    .toList()));
        }
        results.summary().ifPresent(summary -> lines.line("summary", summary.line()));
        return lines.text.toString();
    }

    /** How many there are, and what is missing. */
    static String tasks(SavedResults results) {
        BitSet missing = results.missing();
        if (!isCounted(results)) {
            return "unknown: ACME does not record the axis along which tasks are stacked";
        }
        return results.tasks() + ", " + (results.tasks() - missing.cardinality()) + " finished"
                + (missing.isEmpty() ? "" : ", " + missing.cardinality() + " missing: " + ranges(missing) + " (run the same command with --resume)");
    }

    private static boolean isCounted(SavedResults results) {
        try {
            return results.tasks() >= 0;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Names and different values. */
    private void inputs(Map<String, NdArray> inputs) {
        int number = 0;
        for (Map.Entry<String, NdArray> input : inputs.entrySet()) {
            NdArray values = input.getValue();
            Set<String> different = new LinkedHashSet<>();
            for (int i = 0; i < values.size(); i++) {
                different.add(Inputs.labelOf(Array.get(values.data(), i)));
            }
            line("input " + number++, input.getKey() + ": " + values.dtype() + ", " + Suggestions.list(different));
        }
    }

    private void values(SavedResults results, int first) {
        List<String> names = results.values();
        for (int k = 0; k < names.size(); k++) {
            if (results.isStacked(k)) {
                StackedDataset stacked = results.stacked(k);
                String attributes = stacked.attributes().isEmpty() ? "" : ", attributes " + String.join(", ", stacked.attributes().keySet());
                line("value " + k, names.get(k) + ": " + stacked.dtype() + " " + Shape.format(stacked.shape()) + attributes);
            } else {
                NdArray value = results.read(first, k);
                line("value " + k, names.get(k) + ": " + value.dtype() + " " + Shape.format(value.shape()) + " (of task " + first + ")");
            }
        }
    }

    private void line(String key, String value) {
        text.append(String.format(Locale.ROOT, "%-9s: %s%n", key, value));
    }

    /** For example {@code 3, 7..9, 12}. */
    static String ranges(BitSet set) {
        StringBuilder ranges = new StringBuilder();
        int count = 0;
        for (int from = set.nextSetBit(0); from >= 0; count++) {
            int to = set.nextClearBit(from) - 1;
            if (count == MOST_RUNS) {
                return ranges.append(", ...").toString();
            }
            ranges.append(count == 0 ? "" : ", ").append(from).append(to == from ? "" : ".." + to);
            from = set.nextSetBit(to + 1);
        }
        return ranges.toString();
    }
}
