package org.trialmap.app.exec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Suggestions;

/**
 * A program and its arguments with {NAME} where values go. Values are put in as they are: there is no shell. Braces that hold no name, as in
 * {@code {print $1}}, stay; {@code {{NAME}}} gives the text {NAME}.
 *
 * @param words program and arguments
 */
record CommandTemplate(List<String> words) implements Serializable {
    /** Names that every task has. */
    static final List<String> BUILT_IN = List.of("index", "tasks", "cpus", "seed", "rng", "scratch");
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_]*";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(" + NAME + ")}}|\\{(" + NAME + ")}");

    CommandTemplate {
        words = List.copyOf(words);
    }

    /** The names that are used. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        words.forEach(word -> names.addAll(names(word)));
        return names;
    }

    private static Set<String> names(String word) {
        Set<String> names = new LinkedHashSet<>();
        PLACE.matcher(word).results().filter(place -> place.group(2) != null).forEach(place -> names.add(place.group(2)));
        return names;
    }

    /** Refuses names that nobody gives a value. */
    void check(Collection<String> given) {
        List<String> known = new ArrayList<>(given);
        known.addAll(BUILT_IN);
        for (String name : names()) {
            if (!known.contains(name)) {
                throw new UsageException("{" + name + "} in the program's arguments has no value." + Suggestions.of(name, known) + " Known are "
                        + String.join(", ", known.stream().map(k -> "{" + k + "}").toList()) + ". Add --over " + name + "=SPEC or --shared " + name
                        + "=VALUE; to pass the text itself on, write {{" + name + "}}.");
            }
        }
    }

    /** Whether the program itself, its first word, depends on the task. */
    boolean hasFixedProgram() {
        return PLACE.matcher(words.get(0)).results().noneMatch(place -> place.group(2) != null);
    }

    /** The words in which no task's values are put. */
    List<String> fixed() {
        return words.stream().filter(word -> names(word).isEmpty()).map(word -> fill(word, Map.of())).toList();
    }

    /** The words in which values are put, without those that need others than these. */
    List<String> fillKnown(Map<String, String> values) {
        return words.stream().filter(word -> !names(word).isEmpty() && values.keySet().containsAll(names(word))).map(word -> fill(word, values)).toList();
    }

    List<String> fill(Map<String, String> values) {
        return words.stream().map(word -> fill(word, values)).toList();
    }

    static String fill(String word, Map<String, String> values) {
        return PLACE.matcher(word).replaceAll(place -> Matcher.quoteReplacement(place.group(1) != null ? "{" + place.group(1) + "}"
                : values.get(place.group(2))));
    }
}
