package org.trialmap.app.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * Numbers as people type them: decimal, a point, an exponent, and {@code 10_000} with underscores between groups of three digits. No hexadecimal, no type
 * letters, no leading zeros (007 is a name).
 */
public final class NumberText {
    private static final String DIGITS = "(0|[1-9]\\d{0,2}(_\\d{3})+|[1-9]\\d*)";
    private static final Pattern WHOLE = Pattern.compile("[+-]?" + DIGITS);
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(" + DIGITS + "(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern SPECIAL = Pattern.compile("[+-]?(NaN|nan|Infinity|infinity|Inf|inf)");
    private static final int MOST_DIGITS = 400;
    private static final int DOUBLE_DIGITS = 17;

    private NumberText() {}

    public static boolean isWhole(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** Whether it is a number at all, whole, decimal, NaN or infinite. */
    public static boolean isNumber(String text) {
        return DECIMAL.matcher(text).matches() || SPECIAL.matcher(text).matches();
    }

    /** Without the underscores of {@code 10_000}. */
    public static String plain(String text) {
        return text.replace("_", "");
    }

    public static double toDouble(String text) {
        if (SPECIAL.matcher(text).matches()) {
            boolean nan = text.toLowerCase(java.util.Locale.ROOT).endsWith("nan");
            return nan ? Double.NaN : text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(plain(text));
    }

    /** Whether it is written as a finite number, but larger than any double. */
    public static boolean isBeyondDouble(String text) {
        return DECIMAL.matcher(text).matches() && Double.isInfinite(toDouble(text));
    }

    /** Exact value of a finite number; null if the text is none, or one that is absurdly long, large or small. */
    public static BigDecimal exact(String text) {
        if (!DECIMAL.matcher(text).matches() || text.length() > MOST_DIGITS) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(plain(text));
            return Math.abs((long) value.scale()) > MOST_DIGITS ? null : value;
        } catch (NumberFormatException e) {
            return null; // an exponent beyond the range of int
        }
    }

    /** The shortest decimal text that reads back as {@code value}, the same on every JDK (Double.toString is not). */
    public static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= DOUBLE_DIGITS; digits++) {
            shortest = exact.round(new MathContext(digits));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        shortest = shortest.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < -5 || exponent > 15) {
            return shortest.toString().replace('E', 'e');
        }
        String plain = shortest.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
