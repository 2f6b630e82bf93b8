package org.trialmap.trial.format;

import java.util.Map;

/**
 * An event, as a file has it.
 *
 * @param sample position in the recording; {@link #BY_TIME}: where the time says
 * @param onsetSeconds after the recording's begin
 * @param durationSeconds 0 if it has none
 * @param value what tells events of different kinds apart, for example {@code S  5}
 * @param columns what else is known of it
 */
public record Marker(long sample, double onsetSeconds, double durationSeconds, String value, Map<String, String> columns) {
    /** The sample is not known, the time is. */
    public static final long BY_TIME = Long.MIN_VALUE;

    static Marker at(double onsetSeconds, double durationSeconds, String value) {
        return new Marker(BY_TIME, onsetSeconds, durationSeconds, value, Map.of());
    }

    /** The same, to be found by its time. */
    Marker byTime() {
        return new Marker(BY_TIME, onsetSeconds, durationSeconds, value, columns);
    }
}
