package org.trialmap.support;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Sets of task indices as short text: {@code 3,17-20}; empty text for no task. */
public final class IndexRanges {
    private IndexRanges() {}

    public static String format(BitSet tasks) {
        StringBuilder text = new StringBuilder();
        for (int from = tasks.nextSetBit(0); from >= 0;) {
            int end = tasks.nextClearBit(from);
            append(text, from, end - 1);
            from = tasks.nextSetBit(end);
        }
        return text.toString();
    }

    /** Of ascending ones without a set of all indices below the last, of which each of thousands of partitions would make one. */
    public static String format(int[] tasks) {
        if (!isAscending(tasks)) {
            return format(of(tasks));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tasks.length;) {
            int from = i;
            while (i + 1 < tasks.length && tasks[i + 1] == tasks[i] + 1) {
                i++;
            }
            append(text, tasks[from], tasks[i]);
            i++;
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int from, int last) {
        text.append(text.isEmpty() ? "" : ",").append(from);
        if (last > from) {
            text.append('-').append(last);
        }
    }

    /** Whether they are indices, each greater than the one before it. */
    public static boolean isAscending(int[] tasks) {
        for (int i = 1; i < tasks.length; i++) {
            if (tasks[i] <= tasks[i - 1]) {
                return false;
            }
        }
        return tasks.length == 0 || tasks[0] >= 0;
    }

    /** The indices of a text, ascending. Throws as {@link #parse}. */
    public static int[] indices(String text) {
        int[][] ranges = ranges(text);
        int[] all = new int[Math.toIntExact(Arrays.stream(ranges).mapToLong(range -> range[1] - range[0] + 1L).sum())];
        int count = 0;
        for (int[] range : ranges) {
            for (int index = range[0]; index <= range[1]; index++) {
                all[count++] = index;
            }
        }
        return isAscending(all) ? all : parse(text).stream().toArray();
    }

    /** At most the first twelve ranges, for messages. */
    public static String brief(BitSet tasks) {
        String text = format(tasks);
        int end = -1;
        for (int i = 0; i < 12; i++) {
            end = text.indexOf(',', end + 1);
            if (end < 0) {
                return text;
            }
        }
        return text.substring(0, end) + ",...";
    }

    public static BitSet of(int[] tasks) {
        BitSet set = new BitSet();
        IntStream.of(tasks).forEach(set::set);
        return set;
    }

    /** Throws {@link NumberFormatException} for anything that {@link #format} did not write. */
    public static BitSet parse(String text) {
        BitSet set = new BitSet();
        for (int[] range : ranges(text)) {
            set.set(range[0], range[1] + 1);
        }
        return set;
    }

    private static int[][] ranges(String text) {
        return text.isEmpty() ? new int[0][] : Arrays.stream(text.split(",")).map(IndexRanges::range).toArray(int[][]::new);
    }

    private static int[] range(String range) {
        int dash = range.indexOf('-');
        int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
        int last = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
        if (from < 0 || last < from || last == Integer.MAX_VALUE) {
            throw new NumberFormatException("'" + range + "' is not a range.");
        }
        return new int[] {from, last};
    }
}
