package org.trialmap.app;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as they stand at axes. */
final class Tick {
    private Tick() { }

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
        return extent > 0 ? text(new BigDecimal(value).setScale(2 - (int) Math.floor(Math.log10(extent)), RoundingMode.HALF_EVEN).doubleValue()) : text(value);
    }

    /** At most four digits, without an exponent where that is short. */
    static String text(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        boolean plain = value == 0 || Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5;
        return plain ? rounded.toPlainString() : rounded.toString().replace("E+", "e").replace('E', 'e');
    }
}
