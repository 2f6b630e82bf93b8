package org.trialmap.signal.filter;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;

/**
 * What channels are measured against: FieldTrip's {@code reref}, {@code refchannel} and {@code refmethod}.
 *
 * @param method how it is made
 * @param channels names of the reference channels, of {@link Method#CHANNELS} only; else empty
 */
public record Reference(Method method, List<String> channels) implements Serializable {
    /** How the reference is made. */
    public enum Method {
        /** The mean of all channels is subtracted from each. */
        AVERAGE,
        /** The mean of some channels is subtracted from all. */
        CHANNELS,
        /** Differences of neighbours in the order of the channels: one channel fewer. */
        BIPOLAR
    }

    /** @throws IllegalArgumentException if channels are named twice, or not at all where they are needed */
    public Reference {
        Objects.requireNonNull(method, "method");
        channels = List.copyOf(channels);
        if (method == Method.CHANNELS == channels.isEmpty()) {
            throw new IllegalArgumentException("The reference " + method.name().toLowerCase(java.util.Locale.ROOT) + " was asked for with " + channels.size() + " channels. Only a reference of named"
                    + " channels has some, at least one. Correct " + Setting.REREF + ": average, bipolar, or names of channels.");
        }
        if (channels.stream().distinct().count() < channels.size()) {
            throw new IllegalArgumentException("The reference channels are " + String.join(", ", channels) + ", which names one twice. Each counts once in their mean. Correct " + Setting.REREF + ".");
        }
    }

    /** The mean of all selected channels. */
    public static Reference average() {
        return new Reference(Method.AVERAGE, List.of());
    }

    /** The mean of these channels; they stay in the result. */
    public static Reference channels(String... names) {
        return new Reference(Method.CHANNELS, List.of(names));
    }

    /** The next channel, in the order of the selection: of A, B, C the results are A-B and B-C. */
    public static Reference bipolar() {
        return new Reference(Method.BIPOLAR, List.of());
    }

    /**
     * This reference of these channels.
     *
     * @throws IllegalArgumentException if there are too few, or a reference channel is not among them
     */
    public Rereferencing of(List<String> selected) {
        if (selected.size() < 2) {
            throw new IllegalArgumentException(
                    "The reference " + this + " was asked for of 1 channel, '" + selected.get(0) + "'. A reference is made of several, so nothing would be left. Select more with "
                            + Setting.CHANNELS + ", or leave out " + Setting.REREF + ".");
        }
        return switch (method) {
            case AVERAGE -> new Rereferencing(selected, IntStream.range(0, selected.size()).toArray());
            case CHANNELS -> new Rereferencing(selected, channels.stream().mapToInt(name -> position(name, selected)).toArray());
            case BIPOLAR -> new Rereferencing(pairs(selected), new int[0]);
        };
    }

    private static int position(String name, List<String> selected) {
        int position = selected.indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException(
                    "The reference channel '" + name + "' is not among the " + selected.size() + " selected channels. A reference is made of channels that are read. Correct " + Setting.REREF
                            + ", or select it, too, with " + Setting.CHANNELS + ".");
        }
        return position;
    }

    private static List<String> pairs(List<String> selected) {
        List<String> pairs = IntStream.range(1, selected.size()).mapToObj(c -> selected.get(c - 1) + "-" + selected.get(c)).toList();
        if (pairs.stream().distinct().count() < pairs.size()) {
            throw new IllegalArgumentException(
                    "The reference bipolar would name two channels alike: " + String.join(", ", pairs) + ". Names of channels tell them apart. Select others, or in another order,"
                            + " with " + Setting.CHANNELS + ".");
        }
        return pairs;
    }

    /** As on the command line: {@code average}, {@code bipolar}, or names with commas between them. */
    @Override
    public String toString() {
        return method == Method.CHANNELS ? String.join(",", channels) : method.name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * A reference whose channels are known.
     *
     * @hidden
     * @param names of the resulting channels
     * @param means positions of the channels whose mean is subtracted; none: neighbours are
     */
    public record Rereferencing(List<String> names, int[] means) implements Serializable {
        /**
         * Samples x channels, row-major, computed in double in the order of the channels. What is not finite makes the results that it belongs to so.
         *
         * @throws IllegalArgumentException if finite samples give a result that no double holds
         */
        public double[] apply(double[] samples, int channels) {
            double[] results = new double[samples.length / channels * names.size()];
            for (int from = 0, to = 0; from < samples.length; from += channels, to += names.size()) {
                if (means.length == 0) {
                    differences(samples, from, results, to);
                } else {
                    double mean = mean(samples, from);
                    for (int c = 0; c < channels; c++) {
                        results[to + c] = samples[from + c] - mean;
                    }
                }
                requireHeld(samples, from, channels, results, to);
            }
            return results;
        }

        private double mean(double[] samples, int from) {
            double sum = 0;
            for (int channel : means) {
                sum += samples[from + channel];
            }
            return sum / means.length;
        }

        private void differences(double[] samples, int from, double[] results, int to) {
            for (int c = 0; c < names.size(); c++) {
                results[to + c] = samples[from + c] - samples[from + c + 1];
            }
        }

        private void requireHeld(double[] samples, int from, int channels, double[] results, int to) {
            if (!allFinite(results, to, names.size()) && allFinite(samples, from, channels)) {
                throw new IllegalArgumentException("At sample " + from / channels + " the channels and their reference differ by more than a double can hold (1.8e308). The samples are too large to be"
                        + " re-referenced. Scale the recording.");
            }
        }

        private static boolean allFinite(double[] values, int from, int count) {
            boolean finite = true;
            for (int i = from; i < from + count; i++) {
                finite &= Math.abs(values[i]) <= Double.MAX_VALUE;
            }
            return finite;
        }
    }
}
