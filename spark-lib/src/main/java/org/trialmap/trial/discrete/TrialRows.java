package org.trialmap.trial.discrete;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.trialmap.trial.TrialDefinition;

/** Finds each trial's rows in a list that is read once from its beginning to its end; trials may overlap, and rows may be in none. */
final class TrialRows {
    private final TrialDefinition trials;
    private final String where;
    /** Begins and ends of trials, ascending, each once. */
    private final long[] bounds;
    /** How many rows lie before each of them. */
    private final long[] before;
    private int reached;
    private long rows;
    private long last = Long.MIN_VALUE;

    TrialRows(TrialDefinition trials, String where) {
        this.trials = trials;
        this.where = where;
        this.bounds = IntStream.range(0, trials.count()).boxed().flatMapToLong(k -> LongStream.of(trials.start(k), trials.stop(k))).sorted().distinct().toArray();
        this.before = new long[bounds.length];
    }

    void add(long sample) {
        if (sample < last) {
            throw new IllegalArgumentException("Row " + rows + " of " + where + " is at sample " + sample + ", the row before it at sample " + last + ". Rows must be in the order of their"
                    + " samples, since trials are cut from them by these. Sort the rows by their samples and save them again.");
        }
        while (reached < bounds.length && bounds[reached] <= sample) {
            before[reached++] = rows;
        }
        last = sample;
        rows++;
    }

    /** Each trial's first row, when all were added. */
    long[] from() {
        return IntStream.range(0, trials.count()).mapToLong(k -> before(trials.start(k))).toArray();
    }

    /** The row after each trial's last. */
    long[] to() {
        return IntStream.range(0, trials.count()).mapToLong(k -> before(trials.stop(k))).toArray();
    }

    private long before(long bound) {
        int i = Arrays.binarySearch(bounds, bound);
        return i < reached ? before[i] : rows;
    }
}
