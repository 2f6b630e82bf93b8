package org.trialmap.app.exec;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.NumberText;
import org.trialmap.app.cli.QuotedText;

/** What a program's stdout means. */
enum OutputParser {
    /** A string; one line end at the end is removed. */
    TEXT {
        @Override
        Object parse(byte[] out) throws ProgramFailedException {
            try {
                String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out)).toString();
                int end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
                return text.substring(0, text.length() - end);
            } catch (CharacterCodingException e) {
                throw new ProgramFailedException("its stdout (" + out.length + " bytes) is not UTF-8 text, so it cannot be stored as a string."
                        + " Print text in UTF-8, or write binary data to a file of your own and print its name.");
            }
        }
    },
    /** A vector of float64: numbers between white space or commas. */
    NUMBERS {
        @Override
        Object parse(byte[] out) throws ProgramFailedException {
            return new Scan(out).numbers();
        }
    };

    abstract Object parse(byte[] out) throws ProgramFailedException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Goes through the bytes once; no text of the whole is made. */
    private static final class Scan {
        private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?[\\d_]+,\\d[\\d_]*(\\.\\d*)?([eE][-+]?\\d+)?");
        private static final int LONGEST = 1000;
        private static final double TWO_TO_53 = 0x1p53;

        private final byte[] out;
        private double[] numbers = new double[16];
        private int count;
        private int line = 1;

        Scan(byte[] out) {
            this.out = out;
        }

        double[] numbers() throws ProgramFailedException {
            int start = -1;
            int word = 0;
            byte before = '\n';
            for (int i = 0; i <= out.length; i++) {
                byte b = i < out.length ? out[i] : (byte) '\n';
                boolean end = b == ',' || b == '\n';
                boolean between = end || b == ' ' || b == '\t' || b == '\r';
                if (!between && start < 0) {
                    start = i;
                } else if (between && start >= 0) {
                    add(new String(out, start, i - start, StandardCharsets.UTF_8));
                    start = -1;
                    before = '0';
                }
                if (between && b != ',') {
                    refuseDecimalComma(word, i);
                    word = i + 1;
                }
                if (end && (before == ',' || b == ',' && before == '\n')) {
                    throw new ProgramFailedException("its stdout has a comma with no number beside it in line " + line
                            + ". With --parse numbers print missing"
                            + " numbers as nan.");
                }
                before = end ? b : before;
                line += b == '\n' ? 1 : 0;
            }
            if (count == 0) {
                throw new ProgramFailedException("its stdout has no numbers" + (out.length == 0 ? ": it is empty" : "") + ". With --parse numbers"
                        + " print at least one number, or use --parse text.");
            }
            return Arrays.copyOf(numbers, count);
        }

        /** What could be one number or two is not guessed. */
        private void refuseDecimalComma(int from, int to) throws ProgramFailedException {
            int commas = 0;
            for (int i = from; i < to && commas < 2; i++) {
                commas += out[i] == ',' ? 1 : 0;
            }
            String word = commas == 1 && to - from < LONGEST ? new String(out, from, to - from, StandardCharsets.UTF_8) : "";
            if (DECIMAL_COMMA.matcher(word).matches()) {
                throw new ProgramFailedException("its stdout has '" + word + "' in line " + line + ", which may be one number or two. With --parse numbers print"
                        + " numbers with a point (LC_ALL=C does so in most programs), or a space after the comma between two numbers.");
            }
        }

        private void add(String token) throws ProgramFailedException {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(2L * count, Integer.MAX_VALUE - 8));
            }
            numbers[count++] = number(token);
        }

        /** Whole numbers are not rounded, and nothing becomes infinite that was not. */
        private double exact(String token, double value) throws ProgramFailedException {
            if (Double.isInfinite(value)) {
                throw new ProgramFailedException("its stdout has " + QuotedText.of(token) + " in line " + line + ", which is beyond what a float64 can hold"
                        + " (1.8e308). Print inf if infinity is meant, or use --parse text.");
            }
            if (Math.abs(value) >= TWO_TO_53 && token.matches("[-+]?[\\d_]+") && new BigDecimal(value).compareTo(new BigDecimal(NumberText.plain(token))) != 0) {
                throw new ProgramFailedException("its stdout has " + QuotedText.of(token) + " in line " + line + ", a whole number that a float64 would round to "
                        + new BigDecimal(value).toPlainString() + ". Print it with a point or an exponent (" + QuotedText.of(token + ".0") + ") if a rounded number"
                        + " will do, or use --parse text.");
            }
            return value;
        }

        private double number(String token) throws ProgramFailedException {
            char last = token.charAt(token.length() - 1);
            if (last <= '9' || last == '.') {
                boolean plain = token.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-');
                try {
                    if (plain || NumberList.isNumber(token)) {
                        return exact(token, NumberList.value(token));
                    }
                } catch (NumberFormatException e) {
                    // told below
                }
            }
            return switch (token.toLowerCase(Locale.ROOT)) {
                case "nan", "+nan", "-nan" -> Double.NaN;
                case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw new ProgramFailedException("its stdout has " + QuotedText.of(token) + " in line " + line
                        + ", which is not a number. With --parse numbers"
                        + " print nothing but numbers between white space or commas" + (token.matches("\\[\\d+]") ? " (in R: cat, not print)" : "")
                        + ", or use --parse text.");
            };
        }
    }
}
