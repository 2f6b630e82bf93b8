package org.trialmap.signal.filter;

import java.util.Arrays;
import java.util.Locale;
import org.trialmap.setting.Setting;

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

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
