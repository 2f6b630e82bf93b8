package org.trialmap.trial;

import java.util.Objects;
import java.util.OptionalDouble;
import org.trialmap.setting.Setting;
import org.trialmap.trial.format.SampleType;

/**
 * How a file of nothing but samples is laid out: the channels of a sample side by side, one sample after the other, from its first byte on.
 *
 * @param type int8, uint8, int16, uint16, int24, int32, uint32, int64, float32 or float64; little-endian, with {@code >} in front big-endian
 * @param channels how many
 * @param gain value = number * gain; empty: the numbers are the values
 */
public record FlatBinary(String type, int channels, OptionalDouble gain) {
    /** Throws {@link IllegalArgumentException} for an unknown type, less than one channel, and a gain that is 0 or not finite. */
    public FlatBinary {
        Objects.requireNonNull(gain, "gain");
        SampleType.parse(type);
        if (channels < 1) {
            throw new IllegalArgumentException("A file of samples cannot have " + channels + " channels. It has at least one. Correct " + Setting.NCHANNELS + ".");
        }
        if (gain.isPresent() && (gain.getAsDouble() == 0 || !Double.isFinite(gain.getAsDouble()))) {
            throw new IllegalArgumentException("The gain " + gain.getAsDouble() + " is impossible. Values are numbers times the gain, a finite number other than 0. Correct " + Setting.GAIN + ".");
        }
    }

    SampleType sampleType() {
        return SampleType.parse(type);
    }

    boolean isBigEndian() {
        return type.startsWith(">");
    }
}
