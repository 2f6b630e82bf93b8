package org.trialmap.signal.filter;

import java.util.Arrays;
import java.util.Locale;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Angles;

/** What is kept of the analytic signal: its magnitude, all of it, a part, a part's magnitude, or its angle in radians (-pi..pi). */
public enum HilbertOutput {
    ABS, COMPLEX, REAL, IMAG, ABSREAL, ABSIMAG, ANGLE;

    /** By its name on the command line, for example {@code abs}. */
    public static HilbertOutput of(String name) {
        return Arrays.stream(values()).filter(output -> output.toString().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "There is no Hilbert output '" + name + "'. The outputs"
                        + " are " + String.join(", ", Arrays.stream(values()).map(HilbertOutput::toString).toList())
                        + ". Correct " + Setting.HILBERT + "."));
    }

    /** How many numbers a value has. */
    int numbers() {
        return this == COMPLEX ? 2 : 1;
    }

    /** Whether the signal is enough, so that nothing is to be transformed. */
    boolean isOfTheSignal() {
        return this == REAL || this == ABSREAL;
    }

    /**
     * What is kept of some values, in the place of their imaginary parts; of {@link #COMPLEX} these themselves.
     *
     * @param re from 0 on
     * @param im from {@code at} on
     */
    void values(double[] re, double[] im, int at, int count) {
        switch (this) {
            case ANGLE -> Angles.of(re, 0, im, at, count);
            case ABS -> {
                for (int i = 0; i < count; i++) {
                    im[at + i] = magnitude(re[i], im[at + i]);
                }
            }
            case REAL -> System.arraycopy(re, 0, im, at, count);
            case ABSREAL -> {
                for (int i = 0; i < count; i++) {
                    im[at + i] = Math.abs(re[i]);
                }
            }
            case ABSIMAG -> {
                for (int i = 0; i < count; i++) {
                    im[at + i] = Math.abs(im[at + i]);
                }
            }
            case IMAG, COMPLEX -> {
            }
        }
    }

    private static double magnitude(double re, double im) {
        double square = re * re + im * im;
        return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(re, im); // hypot is ten times slower
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
