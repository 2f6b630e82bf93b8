package org.trialmap.analysis.support;

import java.util.Map;
import java.util.Optional;
import org.trialmap.array.NdArray;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.trial.TrialChunks;

/** Units of results, made of that of the recording. */
public final class Units {
    private static final String ANGLE = "rad";

    private Units() {}

    /** The recording's own. */
    public static Optional<String> same(TrialChunks trials) {
        return trials.recording().unit();
    }

    /** Of a spectrum: the unit's square for power, radians for phases, else the unit. */
    public static Optional<String> spectral(TrialChunks trials, SpectralOutput output) {
        return switch (output) {
            case POW -> same(trials).map(Units::squared);
            case ANGLE -> Optional.of(ANGLE);
            default -> same(trials);
        };
    }

    public static Optional<String> angle() {
        return Optional.of(ANGLE);
    }

    /** For example {@code V^2}, {@code (m/s)^2}. */
    public static String squared(String unit) {
        return (unit.chars().allMatch(c -> Character.isLetter(c) || c == '%' || c == '°') ? unit : "(" + unit + ")") + "^2";
    }

    /** As the attribute of a result. */
    public static Map<String, NdArray> attribute(Optional<String> unit) {
        return unit.map(text -> Map.of("unit", NdArray.from(text))).orElse(Map.of());
    }
}
