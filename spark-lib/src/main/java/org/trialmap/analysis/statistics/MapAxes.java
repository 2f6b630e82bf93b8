package org.trialmap.analysis.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.analysis.ResultForm;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.trial.History;
import org.trialmap.trial.SyncopyContainer.Header;

/**
 * The axes of a map.
 *
 * @param samplerateHz times per second
 * @param times in seconds; of one time it does not matter which
 * @param tapers of a spectrum, else empty
 * @param freq in Hz; empty if it is not a spectrum
 */
record MapAxes(double samplerateHz, double[] times, List<String> tapers, double[] freq, List<String> channels) {
    private static final double TOLERANCE = 1e-9; // s, Hz: axes are sums and quotients of doubles

    boolean isSpectrum() {
        return !tapers.isEmpty();
    }

    int frequencies() {
        return Math.max(1, freq.length);
    }

    /** How the axes of another map differ, in words; empty if they do not. */
    List<String> differences(MapAxes other) {
        List<String> differences = new ArrayList<>();
        if (isSpectrum() != other.isSpectrum()) {
            return List.of(isSpectrum() ? "the first is a spectrum, the second is not" : "the second is a spectrum, the first is not");
        }
        if (times.length != other.times.length || times.length > 1) {
            differ("times", " s", times, other.times, differences);
        }
        differ("frequencies", " Hz", freq, other.freq, differences);
        if (channels.size() != other.channels.size()) {
            differences.add(channels.size() + " and " + other.channels.size() + " channels");
        } else {
            IntStream.range(0, channels.size()).filter(c -> !channels.get(c).equals(other.channels.get(c))).findFirst()
                    .ifPresent(c -> differences.add("channel " + c + " is " + channels.get(c) + " and " + other.channels.get(c)));
        }
        return differences;
    }

    private static void differ(String what, String unit, double[] own, double[] others, List<String> differences) {
        if (own.length != others.length) {
            differences.add(own.length + " and " + others.length + " " + what);
        } else {
            IntStream.range(0, own.length).filter(i -> Math.abs(own[i] - others[i]) > TOLERANCE).findFirst()
                    .ifPresent(i -> differences.add(what + " from number " + i + " on (" + own[i] + unit + " and " + others[i] + unit + ")"));
        }
    }

    /** Where a point of the map is, in words. */
    String where(int point) {
        int channel = point % channels.size();
        int row = point / channels.size();
        String frequency = freq.length == 0 ? "" : String.format(Locale.ROOT, "%s Hz, ", freq[row % freq.length]);
        return (times.length == 1 ? "" : times[row / frequencies()] + " s, ") + frequency + "channel " + channels.get(channel);
    }

    /** The form of a result that has these axes. */
    ResultForm form(History history) {
        double offset = times.length == 1 ? 0 : times[0] * samplerateHz;
        double[] even = IntStream.range(0, times.length).mapToDouble(i -> (offset + i) / samplerateHz).toArray();
        boolean chosen = times.length > 1 && IntStream.range(0, times.length).anyMatch(i -> Math.abs(even[i] - times[i]) > TOLERANCE);
        double nearest = Math.abs(offset - Math.rint(offset)) < TOLERANCE * samplerateHz ? Math.rint(offset) : offset;
        Header header = isSpectrum() ? Header.spectral(samplerateHz, tapers, Arrays.stream(freq).boxed().toList(), channels) : Header.analog(samplerateHz, channels);
        return new ResultForm(header, History.NONE, DType.FLOAT64, isSpectrum() ? new long[] {1, freq.length} : new long[0], new long[] {times.length}, new double[] {nearest},
                ResultForm.Axis.TIME, NdArray.of(new double[0], 1, 0), chosen ? times : new double[0]).with(history);
    }

    /** Of the result's data. */
    int[] shape() {
        return isSpectrum() ? new int[] {times.length, 1, freq.length, channels.size()} : new int[] {times.length, channels.size()};
    }
}
