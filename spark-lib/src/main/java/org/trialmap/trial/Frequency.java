package org.trialmap.trial;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/** A range of frequencies in Hz, both ends included, equal as {@link Decimals} has it. */
record Frequency(double from, double to) implements Serializable {
    Frequency {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from > to) {
            throw new IllegalArgumentException("The frequency " + from + " to " + to + " Hz is not possible. It is a range of two finite numbers of Hz,"
                    + " the first not greater than the second. Correct " + Setting.FREQUENCY + ".");
        }
    }

    /**
     * Positions of the frequencies in the range.
     *
     * @throws IllegalArgumentException if an end lies outside all of them, or there is none in the range
     */
    int[] positions(double[] hz, String where) {
        double lowest = Arrays.stream(hz).min().orElseThrow();
        double highest = Arrays.stream(hz).max().orElseThrow();
        if (!Decimals.isAtMost(lowest, from) || !Decimals.isAtMost(to, highest)) {
            throw new IllegalArgumentException("The selection asks for the frequency " + this + ", but " + where + " goes from " + lowest + " to " + highest
                    + " Hz. A range must lie inside the frequencies that were computed. Correct " + Setting.FREQUENCY + ".");
        }
        int[] inside = IntStream.range(0, hz.length).filter(i -> Decimals.isAtMost(from, hz[i]) && Decimals.isAtMost(hz[i], to)).toArray();
        if (inside.length == 0) {
            double below = Arrays.stream(hz).filter(f -> f < from).max().orElseThrow();
            double above = Arrays.stream(hz).filter(f -> f > to).min().orElseThrow();
            throw new IllegalArgumentException("The selection asks for the frequency " + this + ", but " + where + " has none in this range: the nearest"
                    + " are " + below + " and " + above + " Hz. There would be nothing left. Widen " + Setting.FREQUENCY + ".");
        }
        return inside;
    }

    /** For example {@code 1.0 to 40.0 Hz}. */
    @Override
    public String toString() {
        return from + " to " + to + " Hz";
    }
}
