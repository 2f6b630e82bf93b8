package org.trialmap.support;

import java.util.BitSet;
import java.util.stream.IntStream;

/** Sets of task indices as short text: {@code 3,17-20}; empty text for no task. */
public final class IndexRanges {
    private IndexRanges() {}

    public static String format(BitSet tasks) {
        StringBuilder text = new StringBuilder();
        for (int from = tasks.nextSetBit(0); from >= 0;) {
            int end = tasks.nextClearBit(from);
            text.append(text.isEmpty() ? "" : ",").append(from);
            if (end - from > 1) {
                text.append('-').append(end - 1);
            }
            from = tasks.nextSetBit(end);
        }
        return text.toString();
    }

    public static String format(int[] tasks) {
        return format(of(tasks));
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
        if (!text.isEmpty()) {
            for (String range : text.split(",")) {
                int dash = range.indexOf('-');
                int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
                int last = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
                if (from < 0 || last < from) {
                    throw new NumberFormatException("'" + range + "' is not a range.");
                }
                set.set(from, last + 1);
            }
        }
        return set;
    }
}
