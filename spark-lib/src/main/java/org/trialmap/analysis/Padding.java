package org.trialmap.analysis;

import java.io.Serializable;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/** To which length trials are filled up with zeros before they are transformed. */
public sealed interface Padding extends Serializable {
    /** To the longest trial: the default. */
    Padding MAXPERLEN = new MaxPerLen();
    /** To the next power of two of the longest trial. */
    Padding NEXTPOW2 = new NextPow2();

    /** To so many seconds in all. Throws {@link IllegalArgumentException} unless positive and finite. */
    static Padding seconds(double total) {
        return new Seconds(total);
    }

    /** As on the command line: {@code maxperlen}, {@code nextpow2} or a number of seconds. */
    static Padding parse(String text) {
        return switch (text) {
            case "maxperlen" -> MAXPERLEN;
            case "nextpow2" -> NEXTPOW2;
            default -> {
                try {
                    yield seconds(Double.parseDouble(text));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("The padding '" + text + "' is not known. Trials are padded to the longest (maxperlen), to the next"
                            + " power of two (nextpow2) or to a number of seconds. Correct " + Setting.PAD + ".", e);
                }
            }
        };
    }

    /**
     * Length of the transforms in samples.
     *
     * @throws IllegalArgumentException if the longest trial does not fit, or there would be 2^30 samples or more
     */
    int length(long longest, double samplerateHz);

    /** As the history has it. */
    Object value();

    private static int checked(double samples, long longest, Object pad) {
        if (samples < longest || samples > 1 << 30) {
            throw new IllegalArgumentException("The longest trial has " + longest + " samples, it cannot be padded to " + (long) samples + " (pad " + pad
                    + "). Padding only adds, up to 2^30 samples. Correct " + Setting.PAD + ", or select shorter trials.");
        }
        return (int) samples;
    }

    /** @hidden */
    record MaxPerLen() implements Padding {
        @Override
        public int length(long longest, double samplerateHz) {
            return checked(longest, longest, value());
        }

        @Override
        public Object value() {
            return "maxperlen";
        }
    }

    /** @hidden */
    record NextPow2() implements Padding {
        @Override
        public int length(long longest, double samplerateHz) {
            return checked(longest == 1 ? 1 : 2.0 * Long.highestOneBit(longest - 1), longest, value());
        }

        @Override
        public Object value() {
            return "nextpow2";
        }
    }

    /** @hidden */
    record Seconds(double total) implements Padding {
        public Seconds {
            if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Trials cannot be padded to " + total + " s. It is the total length, a positive number. Correct " + Setting.PAD + ".");
            }
        }

        @Override
        public int length(long longest, double samplerateHz) {
            return checked(Decimals.nearest(total * samplerateHz), longest, total + " s");
        }

        @Override
        public Object value() {
            return total;
        }
    }
}
