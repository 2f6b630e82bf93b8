package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A text file of {@code [Section]} and {@code key=value}; lines that begin with {@code ;} are comments. Sections are kept apart, since in BrainVision's headers
 * the same keys stand in several; keys before the first one are in the section {@link #NONE}. Of a key that is repeated in a section the first counts.
 */
record IniFile(Path file, Map<String, Map<String, String>> sections) {
    static final String NONE = "";

    static IniFile read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = TextDecoder.decode(bytes, 0, bytes.length);
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = sections.computeIfAbsent(NONE, name -> new LinkedHashMap<>());
        for (String line : text.split("\r\n|\r|\n")) {
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.strip().endsWith("]")) {
                section = sections.computeIfAbsent(key(line.strip().substring(1, line.strip().length() - 1)), name -> new LinkedHashMap<>());
            } else if (!line.startsWith(";") && equals > 0) {
                section.putIfAbsent(key(line.substring(0, equals)), line.substring(equals + 1).strip());
            }
        }
        return new IniFile(file, sections);
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    Map<String, String> section(String name) {
        return sections.getOrDefault(key(name), Map.of());
    }

    /** Empty text if it is not there. */
    String value(String section, String key) {
        return section(section).getOrDefault(key(key), "");
    }

    String required(String section, String key) {
        String value = value(section, key);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has no " + key + "=" + (section.equals(NONE) ? "" : " in its section [" + section + "]") + ". Without it the samples cannot be read: the header is damaged or"
                            + " incomplete. Export the recording once more, or correct the file.");
        }
        return value;
    }

    double number(String section, String key) {
        return parsed(required(section, key), place(section, key));
    }

    private static String place(String section, String key) {
        return key + "=" + (section.equals(NONE) ? "" : " in [" + section + "]");
    }

    int count(String section, String key) {
        double number = number(section, key);
        if (number != Math.rint(number) || number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(place(section, key) + " of " + file + " is '" + required(section, key) + "'. It must be a whole number, at least 1. Correct the file.");
        }
        return (int) number;
    }

    /** Throws {@link IllegalArgumentException} unless the text is a finite number. */
    double parsed(String text, String what) {
        double number;
        try {
            number = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(what + " of " + file + " is '" + text + "', which is not a number. The file is damaged. Export the recording once more, or correct it.");
        }
        return number;
    }
}
