package org.trialmap.app.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.signal.model.FooofOptions.AperiodicMode;
import org.trialmap.support.Suggestions;
import picocli.CommandLine.Option;

/** How models of spectra are fitted. */
final class FooofFlags {
    private static final List<String> NAMES = List.of("peak_width_limits", "max_n_peaks", "min_peak_height", "peak_threshold", "aperiodic_mode");

    @Option(names = "--fooof-opt", preprocessor = Converters.NoneIsNothing.class, paramLabel = "NAME=VALUE", description = "Of the fooof outputs: peak_width_limits=A,B (Hz), max_n_peaks=N,"
            + " min_peak_height=H, peak_threshold=T, aperiodic_mode=fixed|knee, with commas between them (default: 0.5,12, inf, 0, 2, fixed). May be repeated.")
    private List<String> settings;

    boolean areGiven() {
        return settings != null;
    }

    FooofOptions options() {
        FooofOptions options = FooofOptions.DEFAULTS;
        for (Map.Entry<String, String> setting : values().entrySet()) {
            String value = setting.getValue();
            options = switch (setting.getKey()) {
                case "peak_width_limits" -> limits(options, value);
                case "max_n_peaks" -> options.maxNPeaks(value.equals("inf") ? FooofOptions.NO_LIMIT : whole(value));
                case "min_peak_height" -> options.minPeakHeight(number("min_peak_height", value));
                case "peak_threshold" -> options.peakThreshold(number("peak_threshold", value));
                default -> options.aperiodicMode(mode(value));
            };
        }
        return options;
    }

    /** A part without = belongs to the one before. */
    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        String name = null;
        for (String part : settings == null ? List.<String>of() : settings.stream().flatMap(text -> Arrays.stream(text.split(","))).toList()) {
            int equals = part.indexOf('=');
            if (equals < 0 && name == null) {
                throw refused(QuotedText.of(part) + " has no name", "Write NAME=VALUE, with commas between several");
            }
            if (equals < 0) {
                values.merge(name, part, (before, more) -> before + "," + more);
                continue;
            }
            name = part.substring(0, equals).strip();
            if (!NAMES.contains(name)) {
                throw refused("there is no option " + QuotedText.of(name),
                        Suggestions.of(name, NAMES).strip() + (Suggestions.of(name, NAMES).isEmpty() ? "" : " ") + "The options are " + String.join(", ", NAMES));
            }
            if (values.put(name, part.substring(equals + 1).strip()) != null) {
                throw refused(name + " is given twice", "Leave one of them out");
            }
        }
        return values;
    }

    private static UsageException refused(String what, String cure) {
        return new UsageException("Of --fooof-opt " + what + ". " + cure + ".");
    }

    private static FooofOptions limits(FooofOptions options, String value) {
        List<String> numbers = Arrays.stream(value.replaceAll("[\\[\\]() ]", "").split(",")).toList();
        if (numbers.size() != 2) {
            throw refused("peak_width_limits is " + QuotedText.of(value), "It has two numbers, as in peak_width_limits=0.5,12");
        }
        return options.peakWidthLimits(number("peak_width_limits", numbers.get(0)), number("peak_width_limits", numbers.get(1)));
    }

    private static double number(String name, String value) {
        if (!NumberList.isNumber(value)) {
            throw refused(name + " is " + QuotedText.of(value) + ", which is not a number", "Correct it");
        }
        return NumberList.value(value);
    }

    private static int whole(String value) {
        double number = number("max_n_peaks", value);
        if (number != (int) number) {
            throw refused("max_n_peaks is " + value + ", which is not a whole number", "Correct it");
        }
        return (int) number;
    }

    private static AperiodicMode mode(String value) {
        return Arrays.stream(AperiodicMode.values()).filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(value)).findFirst()
                .orElseThrow(() -> refused("aperiodic_mode is " + QuotedText.of(value), "It is fixed or knee"));
    }
}
