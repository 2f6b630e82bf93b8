package org.trialmap.signal.filter;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.trialmap.setting.Setting;

/**
 * The type of a filter and its cut-off frequencies in Hz, ascending: one for {@code lp} and {@code hp}, two for {@code bp} and {@code bs}.
 * Whether they lie below the Nyquist frequency is checked when a filter is designed.
 */
public record Band(FilterType type, List<Double> freqHz) implements Serializable {
    /**
     * @throws IllegalArgumentException if the number of frequencies does not fit the type, one is not positive and finite, or they do not ascend
     */
    public Band {
        freqHz = List.copyOf(freqHz);
        if (freqHz.size() != type.frequencies()) {
            throw new IllegalArgumentException("The filter type " + type + " has " + freqHz.size() + " cut-off" + (freqHz.size() == 1 ? " frequency: " : " frequencies: ") + freqHz + " Hz. lp"
                    + " and hp take one, bp and bs take two. Correct " + Setting.FREQ + " or " + Setting.FILTER_TYPE + ".");
        }
        for (double hz : freqHz) {
            if (!(hz > 0 && hz < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The cut-off frequency " + hz + " Hz of a filter is not a positive number. A cut-off lies above"
                        + " 0 Hz and below half the samplerate. Correct " + Setting.FREQ + ".");
            }
        }
        if (freqHz.size() == 2 && freqHz.get(0) >= freqHz.get(1)) {
            throw new IllegalArgumentException("The cut-off frequencies " + freqHz.get(0) + " and " + freqHz.get(1) + " Hz do not ascend. A band"
                    + " has a lower and a higher end. Give the lower one first in " + Setting.FREQ + ".");
        }
    }

    /** For example {@code Band.of(FilterType.BP, 20, 40)}. */
    public static Band of(FilterType type, double... freqHz) {
        return new Band(type, Arrays.stream(freqHz).boxed().toList());
    }

    double lowHz() {
        return freqHz.get(0);
    }

    double highHz() {
        return freqHz.get(freqHz.size() - 1);
    }

    void requireBelowNyquist(double samplerateHz) {
        if (!(samplerateHz > 0 && samplerateHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The samplerate " + samplerateHz + " Hz is not a positive number. Frequencies in Hz have no meaning"
                    + " without it. Correct the recording's samplerate, or give it with " + Setting.SAMPLERATE + ".");
        }
        if (highHz() >= samplerateHz / 2) {
            throw new IllegalArgumentException("The cut-off frequency " + highHz() + " Hz is not below the Nyquist frequency, " + samplerateHz / 2
                    + " Hz at a samplerate of " + samplerateHz + " Hz. Sampled data hold nothing there. Use a lower frequency in " + Setting.FREQ + ".");
        }
    }

    /** For example {@code bp 20.0, 40.0 Hz}. */
    @Override
    public String toString() {
        return type + " " + String.join(", ", freqHz.stream().map(String::valueOf).toList()) + " Hz";
    }
}
