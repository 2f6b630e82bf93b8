package org.trialmap.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.trialmap.trial.FlatBinary;
import picocli.CommandLine.Option;

/** How a file of nothing but samples is laid out. */
public final class FlatFlags {
    @Option(names = "--dtype", paramLabel = "TYPE", description = "Of a file of nothing but samples: int16, float32, ... (>int16: big-endian); with --nchannels and --samplerate.")
    private String dtype;

    @Option(names = "--nchannels", paramLabel = "N", description = "Of such a file: channels of a sample, which lie side by side.")
    private Integer channels;

    @Option(names = "--gain", paramLabel = "G", description = "Of such a file: value = number * G (default: the numbers are the values).")
    private Double gain;

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("--dtype", dtype);
        values.put("--nchannels", channels);
        values.put("--gain", gain);
        return values;
    }

    /** Empty if none of the options is given. Throws {@link IllegalArgumentException} for values that are impossible. */
    public Optional<FlatBinary> layout() {
        if (dtype == null && channels == null && gain == null) {
            return Optional.empty();
        }
        if (dtype == null || channels == null) {
            throw new UsageException((dtype == null ? "--dtype" : "--nchannels") + " is missing. A file of nothing but samples is read with --dtype TYPE, --nchannels N and --samplerate HZ;"
                    + " --gain G is optional. Add it, or leave out all of them for a file that describes itself.");
        }
        return Optional.of(new FlatBinary(dtype, channels, gain == null ? OptionalDouble.empty() : OptionalDouble.of(gain)));
    }
}
