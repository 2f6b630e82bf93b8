package org.trialmap.app.map;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.app.cli.NumberText;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.LocalPath;

/** Reads {@code NAME=SPEC}, where SPEC is {@code a,b,c}, {@code start:stop[:step]}, {@code linspace(a,b,n)} or {@code @FILE}. */
public final class SpecParser {
    public static final String FORMS = "SPEC is a,b,c or start:stop[:step] (stop excluded) or linspace(first,last,count) or @FILE (one value a line)";
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern LINSPACE = Pattern.compile("\\s*linspace\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

    private final String option;
    private final Path folder;

    /** {@code option} is named in messages; files are looked up in {@code folder}. */
    SpecParser(String option, Path folder) {
        this.option = option;
        this.folder = folder;
    }

    /** A name and the text after the first equals sign. */
    public record Assignment(String name, String value) {}

    public static Assignment assignment(String option, String text, String meaning) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new UsageException(option + " " + QuotedText.of(text) + " has no '='. It must read " + option + " " + meaning + ".");
        }
        String name = text.substring(0, equals);
        if (!NAME.matcher(name).matches()) {
            throw new UsageException(option + " " + QuotedText.of(text) + ": " + QuotedText.of(name) + " is not a name. A name begins with a letter or '_' and"
                    + " goes on with letters,"
                    + " digits and '_', for example " + option + " x=" + text.substring(equals + 1).lines().findFirst().orElse("") + ".");
        }
        return new Assignment(name, text.substring(equals + 1));
    }

    Column parse(String text) {
        Assignment parts = assignment(option, text, "NAME=SPEC, where " + FORMS);
        return new Column(parts.name, values(parts));
    }

    private Column.Values values(Assignment parts) {
        String spec = parts.value;
        if (spec.isBlank()) {
            throw refuse(parts, "is empty. " + FORMS + ".");
        }
        if (spec.startsWith("@")) {
            return file(parts);
        }
        Matcher linspace = LINSPACE.matcher(spec);
        if (linspace.matches()) {
            return linspace(parts, linspace.group(1));
        }
        if (spec.strip().startsWith("linspace(")) {
            throw refuse(parts, "has no closing parenthesis. Write linspace(first,last,count).");
        }
        String[] ends = spec.split(":", -1);
        if (spec.indexOf(',') < 0 && ends.length > 1 && Arrays.stream(ends).anyMatch(end -> NumberText.isNumber(end.strip()))) {
            return range(parts, ends);
        }
        return list(parts);
    }

    private Column.Values list(Assignment parts) {
        List<String> texts = Arrays.asList(parts.value.split(",", -1));
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                throw refuse(parts, "has an empty value (number " + (i + 1) + " of " + texts.size() + "). Remove the extra comma; values that are"
                        + " empty or hold commas can be shared (--shared) or be made by the function.");
            }
        }
        return texts(parts, texts);
    }

    private Column.Values texts(Assignment parts, List<String> texts) {
        return new Column.Texts(List.copyOf(texts), type(option, parts, texts));
    }

    /** All whole: Long; all numbers: Double; else String. */
    static Class<?> type(String option, Assignment parts, List<String> texts) {
        List<String> stripped = texts.stream().map(String::strip).toList();
        if (stripped.stream().allMatch(NumberText::isWhole)) {
            stripped.forEach(text -> refuseBeyondLong(option, parts, text));
            return Long.class;
        }
        if (!stripped.stream().allMatch(NumberText::isNumber)) {
            return String.class;
        }
        stripped.forEach(text -> refuseBeyondDouble(option, parts, text));
        return Double.class;
    }

    private static void refuseBeyondDouble(String option, Assignment parts, String text) {
        if (NumberText.isBeyondDouble(text)) {
            throw refuse(option, parts, "holds " + text + ", which is beyond what a double can hold (1.8e308). Write inf if infinity is meant.");
        }
    }

    private static void refuseBeyondLong(String option, Assignment parts, String text) {
        try {
            Long.parseLong(NumberText.plain(text));
        } catch (NumberFormatException e) {
            throw refuse(option, parts, "holds " + text + ", a whole number beyond 64 bits, which would be rounded. Write it with a point or an"
                    + " exponent (" + text
                    + ".0) if a rounded number will do.");
        }
    }

    private Column.Values file(Assignment parts) {
        String name = parts.value.substring(1);
        if (name.isBlank()) {
            throw refuse(parts, "names no file. Write @FILE, a text file with one value a line.");
        }
        try {
            Path file = folder.resolve(local(parts, name));
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            if (!lines.isEmpty() && lines.get(0).startsWith("\ufeff")) {
                lines.set(0, lines.get(0).substring(1));
            }
            while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
                lines.remove(lines.size() - 1);
            }
            if (lines.isEmpty()) {
                throw refuse(parts, "names " + file + ", which holds no values. Put one value on each line.");
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).isBlank()) {
                    throw refuse(parts, "names " + file + ", whose line " + (i + 1) + " is empty. Put one value on each line.");
                }
            }
            return texts(parts, lines);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw refuse(parts, "names a file that does not exist (" + folder.toAbsolutePath() + "/" + name + "). Correct the path.");
        } catch (CharacterCodingException e) {
            throw refuse(parts, "names a file that is not UTF-8 text. Convert it (iconv -t UTF-8), one value on each line.");
        } catch (IOException e) {
            throw refuse(parts, "names a file that cannot be read (" + e + "). Correct the path or the permissions.");
        }
    }

    private Path local(Assignment parts, String name) {
        try {
            return LocalPath.of(name);
        } catch (InvalidPathException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " " + QuotedText.of(parts.name + "=" + parts.value) + ": " + e.getMessage());
        }
    }

    private Column.Values linspace(Assignment parts, String inside) {
        String[] numbers = inside.split(",", -1);
        if (numbers.length != 3) {
            throw refuse(parts, "gives linspace " + numbers.length + " numbers, it takes three: linspace(first,last,count).");
        }
        BigDecimal first = number(parts, numbers[0]);
        BigDecimal last = number(parts, numbers[1]);
        String count = numbers[2].strip();
        if (!NumberText.isWhole(count)) {
            throw refuse(parts, "asks for " + QuotedText.of(count) + " values. The count must be a whole number, linspace(first,last,count).");
        }
        if (Double.isInfinite(last.doubleValue() - first.doubleValue())) {
            throw refuse(parts, "spans more than a double can hold. Choose ends that are closer together.");
        }
        return new Column.Linspace(first.doubleValue(), last.doubleValue(), count(parts, new BigDecimal(NumberText.plain(count))));
    }

    private Column.Values range(Assignment parts, String[] ends) {
        if (ends.length > 3) {
            throw refuse(parts, "has " + ends.length + " parts. A range is start:stop or start:stop:step.");
        }
        BigDecimal start = number(parts, ends[0]);
        BigDecimal stop = number(parts, ends[1]);
        BigDecimal step = ends.length == 3 ? number(parts, ends[2]) : BigDecimal.ONE;
        if (step.signum() == 0) {
            throw refuse(parts, "has step 0, which never ends. Give a step other than 0.");
        }
        BigDecimal count = stop.subtract(start).divide(step, 0, RoundingMode.CEILING);
        if (count.signum() <= 0) {
            throw refuse(parts, "is an empty range. " + (stop.compareTo(start) == 0 ? "Stop is excluded: move it by a step."
                    : "Exchange start and stop, or give a step of the other sign."));
        }
        int size = count(parts, count);
        if (!Arrays.stream(ends).allMatch(end -> NumberText.isWhole(end.strip()))) {
            return new Column.Range(start, step, size, Double.class);
        }
        refuseBeyondLong(option, parts, start.toPlainString());
        refuseBeyondLong(option, parts, start.add(step.multiply(BigDecimal.valueOf(size - 1))).toPlainString());
        return new Column.Range(start, step, size, Long.class);
    }

    private BigDecimal number(Assignment parts, String text) {
        BigDecimal number = NumberText.exact(text.strip());
        if (number == null || Double.isInfinite(number.doubleValue())) {
            throw refuse(parts, "holds " + QuotedText.of(text.strip()) + " where a finite number must stand. " + FORMS + ".");
        }
        return number;
    }

    private int count(Assignment parts, BigDecimal count) {
        if (count.signum() <= 0) {
            throw refuse(parts, "asks for " + count.toPlainString() + " values. Ask for at least 1.");
        }
        if (count.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw refuse(parts, "has more than " + Integer.MAX_VALUE + " values, the most that one run can have. Take a larger step, or loop"
                    + " inside the function.");
        }
        return count.intValueExact();
    }

    private UsageException refuse(Assignment parts, String what) {
        return refuse(option, parts, what);
    }

    private static UsageException refuse(String option, Assignment parts, String what) {
        return new UsageException(option + " " + QuotedText.of(parts.name + "=" + parts.value) + " " + what);
    }
}
