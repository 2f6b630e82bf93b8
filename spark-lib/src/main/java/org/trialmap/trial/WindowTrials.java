package org.trialmap.trial;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.array.Decimals;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;

/** Cuts windows of {@code round(seconds * samplerate)} samples that follow each other from each uninterrupted part of a recording; joined ones with a shorter one at its end. */
record WindowTrials(double seconds, OptionalDouble marginSeconds, boolean joined) {
    private static final String START = "start";
    private static final long MOST = 10_000_000;

    WindowTrials {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A window of " + seconds + " s is not possible. Windows have a finite length above 0 s. Correct " + Setting.WINDOWS + ".");
        }
        if (marginSeconds.isPresent() && !(marginSeconds.getAsDouble() >= 0 && marginSeconds.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "A margin of " + marginSeconds.getAsDouble() + " s is not possible. It is a finite time, at least 0 s. Correct " + Setting.MARGIN + ".");
        }
    }

    /** The windows as trials, and the parts that do not end with a whole one. */
    record Cut(TrialDefinition trials, Windows windows, List<TrialChunks.Dropped> dropped) {}

    Cut cut(TrialDefinition parts, double hz, String where) {
        long samples = (long) Decimals.nearest(seconds * hz);
        if (samples < 1) {
            throw new IllegalArgumentException("A window of " + seconds + " s has no sample at " + hz + " Hz. Widen " + Setting.WINDOWS + ".");
        }
        long[] counts = IntStream.range(0, parts.count()).mapToLong(p -> joined ? -Math.floorDiv(-parts.length(p), samples) : parts.length(p) / samples).toArray();
        require(counts, parts, hz, where);
        int[] part = IntStream.range(0, counts.length).flatMap(p -> IntStream.range(0, (int) counts[p]).map(i -> p)).toArray();
        Windows windows = new Windows(parts, part, samples, seconds, marginSeconds.orElse(-1), joined);
        return new Cut(trials(windows, hz, where), windows, joined ? List.of() : rests(parts, samples, hz));
    }

    private void require(long[] counts, TrialDefinition parts, double hz, String where) {
        long all = Arrays.stream(counts).sum();
        if (all == 0) {
            long longest = IntStream.range(0, parts.count()).mapToLong(parts::length).max().orElseThrow();
            throw new IllegalArgumentException(
                    "No window of " + seconds + " s fits in " + where + ", whose longest uninterrupted part has " + longest / hz + " s. Nothing is padded, and no window goes"
                            + " over a gap. Correct " + Setting.WINDOWS + ".");
        }
        if (all > MOST) {
            throw new IllegalArgumentException(where + " would have " + all + " windows of " + seconds + " s; at most " + MOST + " are possible. Each is a trial. Widen " + Setting.WINDOWS + ".");
        }
    }

    private TrialDefinition trials(Windows windows, double hz, String where) {
        TrialDefinition parts = windows.parts();
        int[] part = windows.part();
        long[] start = new long[part.length];
        long[] stop = new long[part.length];
        long[] begin = new long[part.length]; // on the part's time axis
        for (int k = 0; k < part.length; k++) {
            boolean first = k == 0 || part[k] != part[k - 1];
            start[k] = first ? parts.start(part[k]) : stop[k - 1];
            stop[k] = Math.min(start[k] + windows.samples(), parts.stop(part[k]));
            begin[k] = parts.offset(part[k]) + start[k] - parts.start(part[k]);
        }
        TrialDefinition given = parts.select(part);
        if (joined) {
            return new TrialDefinition(start, stop, begin, given.info(), null, given.namedColumns().orElse(null));
        }
        double[] seconds = Arrays.stream(begin).mapToDouble(sample -> sample / hz).toArray();
        return new TrialDefinition(start, stop, new long[part.length], numbers(seconds, given.info(), where), null, columns(seconds, given.columns()));
    }

    /** With the time at which each window begins in front of the recording's own columns. */
    private static NdArray numbers(double[] begin, NdArray info, String where) {
        double[] free;
        try {
            free = info.toDoubles();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Windows were asked for of " + where + ", whose trials have whole numbers that no double holds. " + e.getMessage() + " The columns of windows are float64."
                            + " Subtract a constant from that column, for example the first time stamp.",
                    e);
        }
        int width = info.shape()[1];
        double[] numbers = new double[begin.length * (1 + width)];
        for (int k = 0; k < begin.length; k++) {
            numbers[k * (1 + width)] = begin[k];
            System.arraycopy(free, k * width, numbers, k * (1 + width) + 1, width);
        }
        return NdArray.of(numbers, begin.length, 1 + width);
    }

    private static TrialColumns columns(double[] begin, TrialColumns given) {
        String[] texts = Arrays.stream(begin).mapToObj(TrialColumns::text).toArray(String[]::new);
        String name = given.names().contains(START) ? "window_start" : START;
        return new TrialColumns(Stream.concat(Stream.of(name), given.names().stream()).toList(), Stream.concat(Stream.<String[]>of(texts), Arrays.stream(given.texts())).toArray(String[][]::new));
    }

    private List<TrialChunks.Dropped> rests(TrialDefinition parts, long samples, double hz) {
        List<TrialChunks.Dropped> rests = new ArrayList<>();
        for (int p = 0; p < parts.count(); p++) {
            long rest = parts.length(p) % samples;
            if (rest > 0) {
                rests.add(new TrialChunks.Dropped(p, "the " + rest / hz + " s from " + (parts.offset(p) + parts.length(p) - rest) / hz + " s on are less than a window of " + seconds + " s"));
            }
        }
        return rests;
    }

    /**
     * What the trials of a recording are, if they are windows that follow each other.
     *
     * @param parts uninterrupted parts that they were cut from: the recording's own trials
     * @param part of each window
     * @param samples of a window; the last one of a part may be shorter, if results are joined
     * @param marginSeconds that was asked for; negative: none was
     * @param joined whether their results become one recording again
     */
    record Windows(TrialDefinition parts, int[] part, long samples, double seconds, double marginSeconds, boolean joined) implements Serializable {
        /** How many of so many samples before {@code start}, which is in window {@code k}, there are. */
        long before(int k, long start, long margin) {
            return Math.min(margin, start - parts.start(part[k]));
        }

        long after(int k, long stop, long margin) {
            return Math.min(margin, parts.stop(part[k]) - stop);
        }

        /** The first window of each part. */
        int[] first() {
            return IntStream.range(0, part.length).filter(k -> k == 0 || part[k] != part[k - 1]).toArray();
        }

        /** For histories. */
        Map<String, Object> options(double usedSeconds) {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("seconds", seconds);
            options.put("margin", usedSeconds);
            options.put("join", joined);
            return options;
        }

        void fingerprint(Fingerprint fingerprint) {
            parts.fingerprint(fingerprint.add("windows").add(Boolean.toString(joined)));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Windows that && parts.equals(that.parts) && Arrays.equals(part, that.part) && samples == that.samples && seconds == that.seconds
                    && marginSeconds == that.marginSeconds && joined == that.joined;
        }

        @Override
        public int hashCode() {
            return 31 * parts.hashCode() + Arrays.hashCode(part);
        }
    }
}
