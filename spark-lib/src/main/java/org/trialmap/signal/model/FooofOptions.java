package org.trialmap.signal.model;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.setting.Setting;

/**
 * How peaks and the aperiodic part of a power spectrum are found, with the names and defaults of fooof and Syncopy ({@code fooof_opt}). Heights are in powers of ten.
 *
 * @param narrowestHz the smallest width of a peak, two standard deviations; 0.5 Hz by default ({@code peak_width_limits})
 * @param widestHz the largest one; 12 Hz by default
 * @param maxNPeaks at most so many peaks; {@link #NO_LIMIT} by default
 * @param minPeakHeight peaks are higher than that above the aperiodic part; 0 by default
 * @param peakThreshold and higher than so many standard deviations of the spectrum without its aperiodic part; 2 by default
 * @param aperiodicMode a straight line by default
 */
public record FooofOptions(double narrowestHz, double widestHz, int maxNPeaks, double minPeakHeight, double peakThreshold, AperiodicMode aperiodicMode) implements Serializable {
    /** As many peaks as there are. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    public static final FooofOptions DEFAULTS = new FooofOptions(0.5, 12, NO_LIMIT, 0, 2, AperiodicMode.FIXED);

    /** The aperiodic part L of log10 of power at a frequency F. */
    public enum AperiodicMode {
        /** L = offset - log10(F^exponent): a straight line if frequencies are on a logarithmic scale. */
        FIXED("offset, exponent"),
        /** L = offset - log10(knee + F^exponent): a line that bends. */
        KNEE("offset, knee, exponent");

        private final String parameters;

        AperiodicMode(String parameters) {
            this.parameters = parameters;
        }

        /** How many parameters it has. */
        public int count() {
            return parameters.split(", ").length;
        }
    }

    public FooofOptions {
        if (!(narrowestHz > 0 && narrowestHz < widestHz && widestHz < Double.POSITIVE_INFINITY)) {
            throw refused("peaks of " + narrowestHz + " to " + widestHz + " Hz", "Widths are above 0, and the first is the smaller one", "peak_width_limits");
        }
        if (maxNPeaks < 0) {
            throw refused("at most " + maxNPeaks + " peaks", "0 finds none, and inf has no limit", "max_n_peaks");
        }
        requireHeight(minPeakHeight, "min_peak_height");
        requireHeight(peakThreshold, "peak_threshold");
        if (aperiodicMode == null) {
            throw refused("no aperiodic part", "It is fixed or knee", "aperiodic_mode");
        }
    }

    private static void requireHeight(double value, String keyword) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw refused("a " + keyword + " of " + value, "It is a number from 0 on", keyword);
        }
    }

    private static IllegalArgumentException refused(String what, String rule, String keyword) {
        return new IllegalArgumentException("A model of the spectrum was asked for with " + what + ". " + rule + ". Correct " + Setting.FOOOF_OPT.with(keyword + "=VALUE") + ".");
    }

    /** Widths of peaks, two standard deviations, in Hz. */
    public FooofOptions peakWidthLimits(double fromHz, double toHz) {
        return new FooofOptions(fromHz, toHz, maxNPeaks, minPeakHeight, peakThreshold, aperiodicMode);
    }

    public FooofOptions maxNPeaks(int value) {
        return new FooofOptions(narrowestHz, widestHz, value, minPeakHeight, peakThreshold, aperiodicMode);
    }

    public FooofOptions minPeakHeight(double value) {
        return new FooofOptions(narrowestHz, widestHz, maxNPeaks, value, peakThreshold, aperiodicMode);
    }

    public FooofOptions peakThreshold(double value) {
        return new FooofOptions(narrowestHz, widestHz, maxNPeaks, minPeakHeight, value, aperiodicMode);
    }

    public FooofOptions aperiodicMode(AperiodicMode value) {
        return new FooofOptions(narrowestHz, widestHz, maxNPeaks, minPeakHeight, peakThreshold, value);
    }

    /** Keywords and values, as the history has them; no limit is null. */
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("peak_width_limits", List.of(narrowestHz, widestHz));
        options.put("max_n_peaks", maxNPeaks == NO_LIMIT ? null : maxNPeaks);
        options.put("min_peak_height", minPeakHeight);
        options.put("peak_threshold", peakThreshold);
        options.put("aperiodic_mode", aperiodicMode.name().toLowerCase(java.util.Locale.ROOT));
        return options;
    }
}
