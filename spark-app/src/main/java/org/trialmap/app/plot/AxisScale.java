package org.trialmap.app.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How numbers lie on an axis. XChart makes no ticks where the extent is tiny, and never ends where it is tiny beside the numbers: there it is given
 * their distance from a base, in units of a power of ten, and the words for what lies there.
 *
 * @param base a multiple of 10^exponent; null: numbers are where they are
 */
record AxisScale(BigDecimal base, int exponent) {
    private static final double TINY = 1e-5;
    private static final double LARGE = 1e3;
    private static final int DIGITS = 6;
    private static final BigDecimal MOST = new BigDecimal("1e16");

    static AxisScale of(Range range) {
        double largest = Math.max(Math.abs(range.from()), Math.abs(range.to()));
        double extent = range.extent();
        if (!(extent > 0) || extent >= TINY && largest <= LARGE * extent) {
            return new AxisScale(null, 0);
        }
        int exponent = (int) Math.floor(Math.log10(extent));
        BigDecimal base = largest <= LARGE * extent ? BigDecimal.ZERO : new BigDecimal(range.from()).setScale(-exponent, RoundingMode.FLOOR);
        return new AxisScale(base, exponent);
    }

    boolean isShifted() {
        return base != null;
    }

    /** Where XChart is told that it is. */
    double place(double value) {
        return isShifted() ? (value - base.doubleValue()) / Math.pow(10, exponent) : value;
    }

    Range place(Range range) {
        return isShifted() ? new Range(place(range.from()), place(range.to())) : range;
    }

    /** The number at such a place. */
    String label(double place) {
        BigDecimal number = base.add(new BigDecimal(place).setScale(DIGITS, RoundingMode.HALF_EVEN).scaleByPowerOfTen(exponent)).stripTrailingZeros();
        boolean plain = base.signum() != 0 && number.abs().compareTo(MOST) < 0 && exponent >= -DIGITS;
        return plain ? number.toPlainString() : Tick.shortest(number);
    }
}
