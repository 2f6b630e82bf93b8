package org.trialmap.app.plot;

import java.util.List;
import java.util.Optional;
import org.trialmap.trial.History;
import org.trialmap.trial.SpectralData;

/** What the numbers of a spectrum are, as its history says. */
enum SpectralQuantity {
    POWER("power", true),
    /** What peaks add to the rest, 0 where there are none. */
    PEAKS("power of peaks", true),
    AMPLITUDE("amplitude", false),
    PHASE("phase", false),
    /** Of complex numbers whose origin is not known. */
    MAGNITUDE("magnitude", false),
    UNKNOWN("value", false);

    private final String noun;
    private final boolean squared;

    SpectralQuantity(String noun, boolean squared) {
        this.noun = noun;
        this.squared = squared;
    }

    static SpectralQuantity of(SpectralData data) {
        List<History.Step> steps = data.history().steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).command().equals("freqanalysis") && steps.get(i).options().get("output") instanceof String output) {
                return switch (output) {
                    case "pow", "fooof", "fooof_aperiodic" -> POWER;
                    case "fooof_peaks" -> PEAKS;
                    case "angle" -> PHASE;
                    default -> AMPLITUDE;
                };
            }
        }
        return data.dtype().isComplex() ? MAGNITUDE : UNKNOWN;
    }

    /**
     * For example {@code power (uV²)}.
     *
     * @param own unit of the values, as their file says; what the user says is that of the samples
     */
    String label(PlotOptions wishes, Optional<String> own) {
        return this == PHASE ? "phase (rad)" : wishes.unit().map(unit -> unit + (squared ? "²" : "")).or(() -> own.map(unit -> unit.replace("^2", "²")))
                .map(unit -> noun + " (" + unit + ")").orElse(squared ? noun + " (squared unit of the samples)" : noun);
    }

    /** Unless the user says: power, and what may be power, since nothing of it is negative. */
    boolean isLogarithmic(Range range) {
        return this == POWER || this == UNKNOWN && range.from() >= 0 && range.to() > 0;
    }
}
