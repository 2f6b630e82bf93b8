package org.trialmap.app.plot;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Long lines with no more points than a picture shows. Of each column the smallest and the largest value are kept, where they are, so that no spike is
 * lost; what is between them would be painted over.
 */
final class LineThinning {
    private LineThinning() {}

    /**
     * @param count number of values
     * @param columns of the picture; up to twice as many values are kept as they are
     */
    static Picture.Line of(String name, int count, IntToDoubleFunction x, IntToDoubleFunction y, int columns) {
        int[] kept = kept(count, y, columns);
        return new Picture.Line(name, values(kept, x), values(kept, y));
    }

    /** With the band where values are kept. */
    static Picture.Line of(String name, int count, IntToDoubleFunction x, IntToDoubleFunction y, IntToDoubleFunction spread, int columns) {
        int[] kept = kept(count, y, columns);
        return new Picture.Line(name, values(kept, x), values(kept, y), values(kept, spread));
    }

    private static double[] values(int[] places, IntToDoubleFunction values) {
        return Arrays.stream(places).mapToDouble(values::applyAsDouble).toArray();
    }

    private static int[] kept(int count, IntToDoubleFunction y, int columns) {
        if (count <= 2 * columns) {
            return IntStream.range(0, count).toArray();
        }
        int[] places = new int[2 * columns];
        int kept = 0;
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * count / columns);
            int to = (int) ((column + 1L) * count / columns);
            int least = extreme(y, from, to, 1);
            int most = extreme(y, from, to, -1);
            places[kept++] = Math.min(least, most);
            if (least != most) {
                places[kept++] = Math.max(least, most);
            }
        }
        return Arrays.copyOf(places, kept);
    }

    /** The first place of the smallest {@code sign * y}, NaN apart; the first place of all if there is only NaN. */
    private static int extreme(IntToDoubleFunction y, int from, int to, int sign) {
        int best = -1;
        for (int i = from; i < to; i++) {
            double value = y.applyAsDouble(i);
            if (!Double.isNaN(value) && (best < 0 || sign * value < sign * y.applyAsDouble(best))) {
                best = i;
            }
        }
        return best < 0 ? from : best;
    }
}
