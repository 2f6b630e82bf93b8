package org.trialmap.app.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as they stand at axes. */
final class Tick {
    private Tick() {}

    /** The next 1, 2 or 5 times a power of ten. */
    static double roundedUp(double value) {
        int exponent = (int) Math.floor(Math.log10(value));
        for (int digit : new int[] {1, 2, 5, 10}) {
            double round = new BigDecimal(digit).scaleByPowerOfTen(exponent).doubleValue();
            if (round >= value) {
                return round;
            }
        }
        return new BigDecimal(2).scaleByPowerOfTen(exponent + 1).doubleValue();
    }

    /** To about a thousandth of the extent of the axis. */
    static String text(double value, double extent) {
        return extent > 0 ? shortest(new BigDecimal(value).setScale(2 - (int) Math.floor(Math.log10(extent)), RoundingMode.HALF_EVEN)) : text(value);
    }

    /** At most four digits, without an exponent where that is short. */
    static String text(double value) {
        return shortest(new BigDecimal(value).round(new MathContext(4)));
    }

    /** All digits but zeros at the end; without an exponent where that is short, or where so many digits count that it is no longer. */
    static String shortest(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        double magnitude = stripped.abs().doubleValue();
        boolean plain = magnitude == 0 || magnitude >= 1e-3 && (magnitude <= 1e5 || stripped.precision() > 5 && magnitude < 1e16);
        return plain ? stripped.toPlainString() : stripped.toString().replace("E+", "e").replace('E', 'e');
    }
}
