package org.trialmap.trial;

import java.util.Map;
import java.util.Objects;

/**
 * Something that happened during a recording, such as a stimulus or a response.
 *
 * @param sample its position in the recording, from 0; may lie outside, as markers of cut recordings do. Negative also if it lies in a gap of the recording
 * @param seconds after the recording's begin
 * @param durationSeconds 0 if it has none
 * @param value what tells events of different kinds apart, for example {@code S  5}
 * @param columns what else is known of it, by name: the columns of a table, BrainVision's type
 */
public record Event(long sample, double seconds, double durationSeconds, String value, Map<String, String> columns) {
    /** Throws {@link IllegalArgumentException} unless times are finite. */
    public Event {
        Objects.requireNonNull(value, "value");
        if (!Double.isFinite(seconds) || !(durationSeconds >= 0 && durationSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The event '" + value + "' at " + seconds + " s with a duration of " + durationSeconds + " s is impossible. Both must be finite, and the"
                    + " duration not negative.");
        }
        columns = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
    }
}
