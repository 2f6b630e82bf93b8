package org.trialmap.hdf5.format;

import java.util.Comparator;

/** Alphabetic by UTF-16 code units, but runs of digits by their number: {@code comp_2} before {@code comp_10}. */
public final class NaturalOrder implements Comparator<String> {
    public static final NaturalOrder INSTANCE = new NaturalOrder();

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = digits(a, i);
            int endB = digits(b, j);
            int order = endA > i && endB > j ? compareNumbers(a.substring(i, endA), b.substring(j, endB)) : a.charAt(i) - b.charAt(j);
            if (order != 0) {
                return order;
            }
            i = Math.max(endA, i + 1);
            j = Math.max(endB, j + 1);
        }
        int order = Integer.compare(a.length() - i, b.length() - j);
        return order != 0 ? order : a.compareTo(b); // 1 and 01 are different names
    }

    private static int digits(String s, int from) {
        int to = from;
        while (to < s.length() && s.charAt(to) >= '0' && s.charAt(to) <= '9') {
            to++;
        }
        return to;
    }

    private static int compareNumbers(String a, String b) {
        String x = a.replaceFirst("^0+", "");
        String y = b.replaceFirst("^0+", "");
        return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
    }
}
