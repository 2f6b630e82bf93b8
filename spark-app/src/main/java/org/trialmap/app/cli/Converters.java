package org.trialmap.app.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.files.InputPath;
import org.trialmap.store.Layout;
import org.trialmap.support.LocalPath;
import org.trialmap.support.Suggestions;
import org.trialmap.task.Batching;
import org.trialmap.task.OnError;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** What words on the command line mean. */
public final class Converters {
    /** Python's None. */
    public static final String NONE = "none";
    private static final Pattern WHOLE = Pattern.compile("[-+]?(\\d{1,3}(_\\d{3})+|\\d{1,400})");
    private static final Pattern TIME = Pattern.compile("((?:\\d{1,3}(?:_\\d{3})+|\\d{1,400})(?:\\.\\d{1,400})?)\\s*(ms|s|m|h|d|)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "", 1000L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Converters() {}

    /** How numbers are read. */
    public static void register(CommandLine command) {
        command.registerConverter(Double.class, new Decimals()).registerConverter(double.class, new Decimals());
        command.registerConverter(Integer.class, new Integers()).registerConverter(int.class, new Integers());
        command.registerConverter(Path.class, new Paths());
        command.registerConverter(Long.class, new Longs()).registerConverter(long.class, new Longs());
    }

    public static boolean isNone(String text) {
        return text.equalsIgnoreCase(NONE);
    }

    /** Takes Python's None: the option stays as if it were not given, which is what it means where it is the default. */
    public static final class NoneIsNothing implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            boolean none = !words.isEmpty() && isNone(words.peek());
            if (none) {
                words.pop();
            }
            return none;
        }
    }

    /** A number, as {@link NumberList} takes them; Java's own conversion takes NaN, 3d and 0x1p3 too. */
    static final class Decimals implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (!NumberList.isNumber(text) || Double.isInfinite(NumberList.value(text))) {
                throw new TypeConversionException(QuotedText.of(text) + " is not a number.");
            }
            return NumberList.value(text);
        }
    }

    /** A local path, also as a {@code file:} URI. */
    static final class Paths implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return path(text, LocalPath::of);
        }
    }

    /** A path of what is read: local, or of one of Hadoop's file systems. */
    public static final class InputPaths implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return path(text, InputPath::of);
        }
    }

    private static Path path(String text, Function<String, Path> meaning) {
        try {
            return meaning.apply(text);
        } catch (InvalidPathException e) {
            throw e; // told by ErrorReport
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** A setting, as {@code NAME=VALUE}. Hadoop's are wanted before Spark is started, when a recording is opened. */
    public static final class Settings implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            int equals = text.indexOf('=');
            if (text.startsWith("spark.hadoop.") && equals > 0) {
                System.setProperty(text.substring(0, equals), text.substring(equals + 1));
            }
            return text;
        }
    }

    /** A whole number that an int holds, also as {@code 10_000}. */
    static final class Integers implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }

    /** A whole number that a long holds, also as {@code 10_000}. */
    static final class Longs implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static long whole(String text, long least, long most) {
        if (!WHOLE.matcher(text).matches()) {
            throw new TypeConversionException(QuotedText.of(text) + " is not a whole number.");
        }
        BigInteger value = new BigInteger(NumberText.plain(text));
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new TypeConversionException(QuotedText.of(text) + " is not a whole number from " + least + " to " + most + ".");
        }
        return value.longValue();
    }

    /** The value of that name, in lower case and with dashes. */
    public static <E extends Enum<E>> E of(Class<E> type, String text) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
        int at = words.indexOf(text.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new TypeConversionException(QuotedText.of(text) + " is not one of " + String.join(", ", words) + "." + Suggestions.of(text, words));
        }
        return type.getEnumConstants()[at];
    }

    static final class Layouts implements ITypeConverter<Layout> {
        @Override
        public Layout convert(String text) {
            return of(Layout.class, text);
        }
    }

    static final class Randoms implements ITypeConverter<RandomAlgorithm> {
        @Override
        public RandomAlgorithm convert(String text) {
            return text.equalsIgnoreCase("xoshiro") ? RandomAlgorithm.XOSHIRO256PP : of(RandomAlgorithm.class, text);
        }
    }

    static final class OnErrors implements ITypeConverter<OnError> {
        @Override
        public OnError convert(String text) {
            return of(OnError.class, text);
        }
    }

    static final class Orders implements ITypeConverter<RunOptions.Order> {
        @Override
        public RunOptions.Order convert(String text) {
            return of(RunOptions.Order.class, text);
        }
    }

    static final class Batches implements ITypeConverter<Batching> {
        @Override
        public Batching convert(String text) {
            if (text.equals("auto")) {
                return Batching.auto();
            }
            if (!text.matches("[1-9](\\d{0,8}|\\d{0,2}(_\\d{3}){1,2})")) {
                throw new TypeConversionException(QuotedText.of(text) + " is neither auto nor a number of at least 1.");
            }
            return Batching.of(Integer.parseInt(NumberText.plain(text)));
        }
    }

    private static BigDecimal millis(String text) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            throw new TypeConversionException(QuotedText.of(text) + " is not a time. Write a number and a unit: 90, 90s, 500ms, 5m, 1h.");
        }
        return new BigDecimal(NumberText.plain(time.group(1))).multiply(BigDecimal.valueOf(MILLIS.get(time.group(2))));
    }

    /** A length of time in seconds, as {@code 10s}; may be 0. */
    static final class Seconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return millis(text).movePointLeft(3).doubleValue();
        }
    }

    /** A length of time with a unit, above 0. */
    public static final class Times implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            BigDecimal millis = millis(text);
            if (millis.signum() == 0) {
                throw new TypeConversionException(QuotedText.of(text) + " is not a time limit: it must be above 0. Give more, or leave"
                        + " it out.");
            }
            BigDecimal nanos = millis.movePointRight(6).setScale(0, RoundingMode.HALF_UP).max(BigDecimal.ONE);
            if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
                throw new TypeConversionException(QuotedText.of(text) + " is longer than 292 years (106751d), the longest time limit. Give less, or leave it"
                        + " out for none.");
            }
            return Duration.ofNanos(nanos.longValueExact());
        }
    }

    /** {@code true} or {@code false}, in Python's spelling too. */
    public static final class Booleans implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new TypeConversionException(QuotedText.of(text) + " is neither true nor false.");
            };
        }
    }
}
