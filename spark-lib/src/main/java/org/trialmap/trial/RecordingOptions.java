package org.trialmap.trial;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.trialmap.setting.Setting;

/**
 * What a recording file does not say by itself.
 *
 * @param dataset absolute path of the dataset with the samples, for example {@code /lfp/raw}; empty: {@code /data}
 * @param samplerateHz samples per second; empty: the file's own attribute {@code samplerate}. Must equal the file's, where it has one
 * @param raw whether the numbers are taken as they are stored, without scale and unit, where the file says how they become values
 * @param flat layout of a file of nothing but samples; empty: the file says what it is
 */
public record RecordingOptions(Optional<String> dataset, OptionalDouble samplerateHz, boolean raw, Optional<FlatBinary> flat) {
    /** Dataset {@code /data} with the file's own samplerate, scale and unit. */
    public static final RecordingOptions DEFAULT = new RecordingOptions(Optional.empty(), OptionalDouble.empty(), false);

    /** Of a file that says what it is. */
    public RecordingOptions(Optional<String> dataset, OptionalDouble samplerateHz, boolean raw) {
        this(dataset, samplerateHz, raw, Optional.empty());
    }

    /** Throws {@link IllegalArgumentException} for a blank dataset and a samplerate that is not a positive, finite number. */
    public RecordingOptions {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(samplerateHz, "samplerateHz");
        Objects.requireNonNull(flat, "flat");
        if (dataset.isPresent() && dataset.get().replace("/", "").isBlank()) {
            throw new IllegalArgumentException("The dataset path '" + dataset.get() + "' names nothing. A recording is read from one dataset of its"
                    + " file. Give its path, for example " + Setting.DATASET.with(Setting.either("\"/data\"", "/data")) + ".");
        }
        if (samplerateHz.isPresent() && !isSamplerate(samplerateHz.getAsDouble())) {
            throw new IllegalArgumentException("The samplerate " + samplerateHz.getAsDouble() + " Hz is not possible. It must be a positive, finite"
                    + " number. Correct " + Setting.SAMPLERATE + ".");
        }
        dataset = dataset.map(path -> path.startsWith("/") ? path : "/" + path);
    }

    /** These options with another dataset; a leading "/" may be left out. */
    public RecordingOptions dataset(String path) {
        return new RecordingOptions(Optional.of(path), samplerateHz, raw, flat);
    }

    /** These options with a samplerate in Hz. */
    public RecordingOptions samplerateHz(double hz) {
        return new RecordingOptions(dataset, OptionalDouble.of(hz), raw, flat);
    }

    /** These options with the numbers as they are stored, without unit, or as the values that the file says they stand for. */
    public RecordingOptions raw(boolean value) {
        return new RecordingOptions(dataset, samplerateHz, value, flat);
    }

    /** These options for a file of nothing but samples; it needs a samplerate. */
    public RecordingOptions flat(FlatBinary layout) {
        return new RecordingOptions(dataset, samplerateHz, raw, Optional.of(layout));
    }

    static boolean isSamplerate(double hz) {
        return hz > 0 && hz < Double.POSITIVE_INFINITY;
    }
}
