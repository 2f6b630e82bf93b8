package org.trialmap.app.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** From the smallest to the largest of numbers; NaN and infinities do not count. */
record Range(double from, double to) {
    static Range of(double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        return new Range(Arrays.stream(finite).min().orElse(Double.NaN), Arrays.stream(finite).max().orElse(Double.NaN));
    }

    static Range over(Stream<double[]> values) {
        List<Range> ranges = values.map(Range::of).filter(range -> !range.isEmpty()).toList();
        return of(ranges.stream().flatMapToDouble(range -> Arrays.stream(new double[] {range.from, range.to})).toArray());
    }

    boolean isEmpty() {
        return Double.isNaN(from);
    }

    double extent() {
        return isEmpty() ? 0 : to - from;
    }

    /** With a margin on both sides, and never without extent. */
    Range wider(double share) {
        double margin = to > from ? share * (to - from) : from == 0 ? 1 : Math.max(1e-3 * Math.abs(from), Double.MIN_NORMAL * 1e10);
        return new Range(from - margin, to + margin);
    }
}
