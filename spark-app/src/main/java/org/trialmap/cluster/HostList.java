package org.trialmap.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SLURM's compressed lists: {@code node[01-03,7],gpu1} and {@code 0-3,8}. */
final class HostList {
    private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");

    private HostList() {}

    /** All names, in the list's order. Leading zeros stay. */
    static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        for (String item : split(list)) {
            names.addAll(expanded(item));
        }
        return names;
    }

    private static List<String> expanded(String item) {
        int open = item.indexOf('[');
        int close = item.indexOf(']', open);
        if (open < 0 || close < 0) {
            return List.of(item);
        }
        List<String> names = new ArrayList<>();
        for (String rest : expanded(item.substring(close + 1))) {
            for (String part : item.substring(open + 1, close).split(",")) {
                Matcher range = matched(part, item);
                long last = Long.parseLong(range.group(2) == null ? range.group(1) : range.group(2));
                for (long i = Long.parseLong(range.group(1)); i <= last; i++) {
                    names.add(item.substring(0, open) + String.format(java.util.Locale.ROOT, "%0" + range.group(1).length() + "d", i) + rest);
                }
            }
        }
        return names;
    }

    /** How many numbers {@code 0-3,8} stands for. */
    static int count(String ids) {
        int count = 0;
        for (String part : ids.split(",")) {
            Matcher range = matched(part, ids);
            count += range.group(2) == null ? 1 : Integer.parseInt(range.group(2)) - Integer.parseInt(range.group(1)) + 1;
        }
        return count;
    }

    private static Matcher matched(String part, String whole) {
        Matcher range = RANGE.matcher(part);
        if (!range.matches()) {
            throw new IllegalArgumentException("SLURM's list " + whole + " has a part that is neither a number nor a range: " + part
                    + ". This version of SLURM writes lists that trialmap does not know: tell its authors.");
        }
        return range;
    }

    /** At commas that stand outside of brackets. */
    private static List<String> split(String list) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                items.add(list.substring(start, i));
                start = i + 1;
            }
        }
        items.add(list.substring(start));
        return items;
    }
}
