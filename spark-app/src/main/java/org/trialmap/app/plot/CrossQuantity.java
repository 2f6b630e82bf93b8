package org.trialmap.app.plot;

import java.util.List;
import java.util.Locale;
import org.trialmap.trial.History;

/**
 * What the numbers of CrossSpectralData are, as their history says.
 *
 * @param label for example {@code coherence}
 * @param directed whether (i, j) and (j, i) say different things
 * @param angle whether they are angles
 * @param power whether they grow with the power of the channels, so that the diagonal is of the same kind
 */
record CrossQuantity(String label, boolean directed, boolean angle, boolean power) {
    static CrossQuantity of(CrossValues values) {
        List<History.Step> steps = values.history().steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).command().equals("spikestats")) {
                return new CrossQuantity("PPC", false, false, false);
            }
            if (steps.get(i).command().equals("connectivityanalysis") && steps.get(i).options().get("method") instanceof String method) {
                return of(method, steps.get(i).options().get("output") instanceof String output ? output : "abs");
            }
        }
        return new CrossQuantity(values.dtype().isComplex() ? "magnitude" : "value", true, false, true);
    }

    private static CrossQuantity of(String method, String output) {
        return switch (method) {
            case "coh" -> new CrossQuantity(part("coherency", "coherence", output), signed(output), output.equals("angle"), false);
            case "csd" -> new CrossQuantity(part("cross-spectrum", "cross-spectrum", output), signed(output), output.equals("angle"), true);
            case "imcoh" -> new CrossQuantity("imaginary part of coherency", true, false, false);
            case "granger" -> new CrossQuantity("Granger causality", true, false, false);
            case "corr" -> new CrossQuantity("correlation", true, false, false);
            default -> new CrossQuantity(method.toUpperCase(Locale.ROOT), false, false, false);
        };
    }

    private static boolean signed(String output) {
        return List.of("angle", "imag").contains(output);
    }

    private static String part(String complex, String magnitude, String output) {
        return switch (output) {
            case "angle" -> "phase of the " + complex + " (rad)";
            case "imag" -> "imaginary part of the " + complex;
            case "real" -> "real part of the " + complex;
            case "pow" -> "squared " + magnitude;
            default -> magnitude;
        };
    }
}
