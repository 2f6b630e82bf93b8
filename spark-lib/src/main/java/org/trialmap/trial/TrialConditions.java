package org.trialmap.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;

/** Conditions on columns of trials: {@code stim=3,4,response=1} means that stim is 3 or 4, and response is 1. */
record TrialConditions(String text, Map<String, List<String>> values) {
    static boolean isOne(String text) {
        return text.contains("=");
    }

    static TrialConditions parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String name = "";
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            name = equals < 0 ? name : entry.substring(0, equals).strip();
            String value = entry.substring(equals + 1).strip();
            if (name.isEmpty() || value.isEmpty()) {
                throw new IllegalArgumentException("The trial selection '" + text + "' has the entry '" + entry.strip() + "'. A condition is NAME=VALUE or NAME=VALUE,VALUE, and positions"
                        + " are not mixed with conditions. Write for example stim=3,4,response=1 (stim is 3 or 4, and response is 1) in " + Setting.TRIALS + ".");
            }
            values.computeIfAbsent(name, column -> new ArrayList<>()).add(value);
        }
        return new TrialConditions(text, values);
    }

    /** The trials that meet all of them, in the order of the recording. */
    int[] of(TrialColumns columns, int count) {
        boolean[] meets = new boolean[count];
        Arrays.fill(meets, true);
        values.forEach((name, wanted) -> {
            boolean[] any = any(columns, name, wanted);
            for (int k = 0; k < count; k++) {
                meets[k] &= any[k];
            }
        });
        int[] met = IntStream.range(0, count).filter(k -> meets[k]).toArray();
        if (met.length == 0) {
            throw new IllegalArgumentException("No trial meets all conditions of '" + text + "', though some meet each of them. There would be nothing to compute." + TrialColumns.cure());
        }
        return met;
    }

    private static boolean[] any(TrialColumns columns, String name, List<String> wanted) {
        String[] column = columns.column(name);
        boolean[] any = new boolean[column.length];
        for (String value : wanted) {
            boolean found = false;
            for (int k = 0; k < column.length; k++) {
                boolean meant = TrialColumns.isMeant(column[k], value);
                any[k] |= meant;
                found |= meant;
            }
            if (!found) {
                throw new IllegalArgumentException("No trial has the " + name + " '" + value + "'." + Suggestions.of(value, List.of(column)) + " There are "
                        + TrialColumns.counts(Arrays.stream(column)) + "." + TrialColumns.cure());
            }
        }
        return any;
    }
}
