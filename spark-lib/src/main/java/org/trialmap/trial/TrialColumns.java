package org.trialmap.trial;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;
import org.trialmap.task.Fingerprint;

/**
 * The free columns of trials by name, with the texts that their numbers stand for.
 *
 * @param names one per column
 * @param texts per column those of each trial
 */
record TrialColumns(List<String> names, String[][] texts) implements Serializable {
    static final String NAMES = "trialinfo_column";
    static final String TEXTS = "trialinfo";
    /** Larger numbers are the same only if their digits are: different ones may have one double. */
    private static final double LARGEST = 1L << 53;
    static String cure() {
        return " Correct " + Setting.TRIALS + ".";
    }
    private static final Pattern NUMBERED = Pattern.compile("([^\\d]*?)\\s*(\\d{1,15})");

    /** Without names: info1, info2, ... */
    static TrialColumns of(NdArray info) {
        int count = info.shape()[0];
        int columns = info.shape()[1];
        String[][] texts = new String[columns][count];
        for (int c = 0; c < columns; c++) {
            for (int k = 0; k < count; k++) {
                texts[c][k] = text(ExactNumbers.number(info, k * columns + c));
            }
        }
        return new TrialColumns(numbered(columns), texts);
    }

    static List<String> numbered(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(c -> "info" + c).toList();
    }

    /** Of an integer all of its digits: time stamps are larger than doubles tell apart. */
    static String text(Number number) {
        double value = number.doubleValue();
        boolean floating = number instanceof Double || number instanceof Float;
        return floating && !ExactNumbers.isWhole(value) ? Double.toString(value) : Long.toString(number.longValue());
    }

    /** And one more, of 0 and 1; throws {@link IllegalArgumentException} if there is one of that name. */
    TrialColumns with(String name, boolean[] marked) {
        if (names.contains(name) || name.isBlank()) {
            throw new IllegalArgumentException("The trials " + (name.isBlank() ? "cannot have a column '" + name + "': it has no name." : "have a column '" + name + "' already.")
                    + " By its name a column is selected. Choose another one with " + Setting.COLUMN + ".");
        }
        String[][] more = Arrays.copyOf(texts, texts.length + 1);
        more[texts.length] = IntStream.range(0, marked.length).mapToObj(k -> marked[k] ? "1" : "0").toArray(String[]::new);
        return new TrialColumns(Stream.concat(names.stream(), Stream.of(name)).toList(), more);
    }

    /** And those of more trials. */
    TrialColumns followedBy(TrialColumns more) {
        return new TrialColumns(names,
                IntStream.range(0, texts.length).mapToObj(c -> Stream.concat(Arrays.stream(texts[c]), Arrays.stream(more.texts[c])).toArray(String[]::new)).toArray(String[][]::new));
    }

    TrialColumns rows(int[] rows) {
        return new TrialColumns(names, Arrays.stream(texts).map(column -> Arrays.stream(rows).mapToObj(k -> column[k]).toArray(String[]::new)).toArray(String[][]::new));
    }

    /**
     * The columns as numbers: shape (trial, column), float64. A column of numbers has these; one of texts that end in a number after the same letters
     * ({@code S  1}, {@code S 12}) has that; any other the position of the text among those that there are, in alphabetical order, from 1. What is missing
     * (empty, {@code n/a}) is NaN.
     */
    NdArray numbers(int trials) {
        double[] numbers = new double[trials * names.size()];
        for (int c = 0; c < texts.length; c++) {
            double[] column = codes(texts[c]);
            for (int k = 0; k < trials; k++) {
                numbers[k * names.size() + c] = column[k];
            }
        }
        return NdArray.of(numbers, trials, names.size());
    }

    private static double[] codes(String[] texts) {
        Set<String> present = new TreeSet<>(Arrays.stream(texts).filter(text -> !isMissing(text)).toList());
        Map<String, Double> codes = new LinkedHashMap<>();
        Set<String> letters = new TreeSet<>();
        for (String text : present) {
            Matcher numbered = NUMBERED.matcher(text);
            boolean matches = numbered.matches();
            letters.add(matches ? numbered.group(1) : "");
            codes.put(text, matches ? Double.parseDouble(numbered.group(2)) : Double.NaN);
        }
        if (present.stream().allMatch(text -> !Double.isNaN(number(text)))) {
            present.forEach(text -> codes.put(text, number(text)));
        } else if (letters.size() > 1 || codes.containsValue(Double.NaN)) {
            List<String> sorted = new ArrayList<>(present);
            sorted.forEach(text -> codes.put(text, sorted.indexOf(text) + 1.0));
        }
        return Arrays.stream(texts).mapToDouble(text -> codes.getOrDefault(text, Double.NaN)).toArray();
    }

    /** As results have them: see {@link TrialChunks#trialTexts}. */
    Map<String, NdArray> datasets() {
        int trials = texts[0].length;
        String[] all = new String[trials * names.size()];
        for (int c = 0; c < texts.length; c++) {
            for (int k = 0; k < trials; k++) {
                all[k * names.size() + c] = texts[c][k];
            }
        }
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put(NAMES, NdArray.of(names.toArray(String[]::new), names.size()));
        datasets.put(TEXTS, NdArray.of(all, trials, names.size()));
        return datasets;
    }

    /** Of the two datasets of a result. */
    static TrialColumns of(NdArray names, NdArray texts) {
        String[] all = (String[]) texts.data();
        int columns = names.size();
        String[][] byColumn = new String[columns][texts.shape()[0]];
        for (int i = 0; i < all.length; i++) {
            byColumn[i % columns][i / columns] = all[i];
        }
        return new TrialColumns(List.of((String[]) names.data()), byColumn);
    }

    private static boolean isMissing(String text) {
        return text.isBlank() || text.equalsIgnoreCase("n/a") || text.equalsIgnoreCase("nan");
    }

    /** NaN if the text is none. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The texts of a column, one per trial; throws {@link IllegalArgumentException} that lists the columns if there is none of that name. */
    String[] column(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("The trials have no column '" + name + "'." + Suggestions.of(name, names) + (names.isEmpty() ? " They have no columns besides start, stop and"
                    + " offset, so they are selected by position." : " They have " + Suggestions.list(names) + ".") + cure());
        }
        return texts[at];
    }

    /** Whether a text is meant by what a user writes: the same number, or the same but for blanks. */
    static boolean isMeant(String text, String written) {
        return text.equals(written) || blankless(text).equals(blankless(written)) || Math.abs(number(written)) < LARGEST && number(text) == number(written);
    }

    private static String blankless(String text) {
        return text.replaceAll("\\s", "");
    }

    /** For messages: for example {@code S255 (6), S253 (2)}, in alphabetical order. */
    static String counts(Stream<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        return Suggestions.list(counts.entrySet().stream().map(count -> count.getKey() + " (" + count.getValue() + ")").toList());
    }

    void fingerprint(Fingerprint fingerprint) {
        fingerprint.add("columns").add(names);
        for (String[] column : texts) {
            fingerprint.add(List.of(column));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialColumns that && names.equals(that.names) && Arrays.deepEquals(texts, that.texts);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.deepHashCode(texts);
    }
}
