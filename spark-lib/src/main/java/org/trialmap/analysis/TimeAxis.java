package org.trialmap.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.trial.TrialChunks;

/**
 * Where the rows of time-frequency spectra are in time: row i of a trial is at (offset + i) / samplerate. Of chosen times this is true of the first and the last
 * row, and within a sample of the recording of those between: {@code seconds} are the times.
 *
 * @hidden
 * @param rows of each trial
 * @param offsets of each trial's first row relative to t = 0, in rows, often fractions
 * @param samplerateHz rows per second
 * @param seconds of the rows of each trial relative to t = 0, if times were chosen; else empty
 */
public record TimeAxis(long[] rows, double[] offsets, double samplerateHz, double[] seconds) {
    /** With rows in even steps. */
    public TimeAxis(long[] rows, double[] offsets, double samplerateHz) {
        this(rows, offsets, samplerateHz, new double[0]);
    }

    /**
     * @param window samples of a window, 1 without
     * @throws IllegalArgumentException if a time lies outside a trial, which the text names, or times are not evenly spaced
     */
    static TimeAxis of(Toi toi, TrialChunks trials, int window) {
        if (toi instanceof Toi.Times times) {
            return times(times, trials);
        }
        int count = trials.count();
        int step = toi instanceof Toi.Overlap overlap ? overlap.step(window) : 1;
        Map<Long, Integer> known = new HashMap<>();
        long[] rows = IntStream.range(0, count).mapToLong(k -> known.computeIfAbsent(trials.samples(k), samples -> centres(toi, trials, k, window).length))
                .toArray();
        double[] offsets = IntStream.range(0, count).mapToDouble(k -> ResultForm.exact(trials.offset(k)) / step).toArray();
        return new TimeAxis(rows, offsets, trials.recording().samplerateHz() / step);
    }

    private static TimeAxis times(Toi.Times times, TrialChunks trials) {
        int count = trials.count();
        for (int k = 0; k < count; k++) {
            centres(times, trials, k, 1);
        }
        double hz = trials.recording().samplerateHz();
        int[] centres = centres(times, trials, 0, 1);
        int last = centres.length - 1;
        double step = last == 0 ? 1 : (centres[last] - centres[0]) / (double) last;
        for (int i = 1; i <= last; i++) {
            requireApart(times.seconds(), i, centres[i] - centres[i - 1], hz);
            requireEven(times.seconds(), i, centres[i] - centres[0] - i * step, hz);
        }
        double begin = ResultForm.exact(trials.offset(0));
        long[] rows = new long[count];
        Arrays.fill(rows, centres.length);
        double[] offsets = new double[count];
        Arrays.fill(offsets, (begin + centres[0]) / step);
        return new TimeAxis(rows, offsets, hz / step, Arrays.stream(centres).mapToDouble(sample -> (begin + sample) / hz).toArray());
    }

    private static void requireApart(List<Double> seconds, int i, int distance, double hz) {
        if (distance < 1) {
            throw new IllegalArgumentException("The times of interest " + seconds.get(i - 1) + " and " + seconds.get(i) + " s are " + distance + " samples apart at "
                    + hz + " Hz. The rows of a spectrum ascend by at least one sample. Give " + Setting.TOI + " in ascending steps of " + 1 / hz + " s or more.");
        }
    }

    /** Times in even steps whose nearest samples are taken are up to one sample off the line from the first to the last. */
    private static void requireEven(List<Double> seconds, int i, double off, double hz) {
        if (!Decimals.isAtMost(Math.abs(off), 1)) {
            throw new IllegalArgumentException("The times of interest, " + seconds.get(0) + " to " + seconds.get(seconds.size() - 1) + " s, are not evenly spaced: "
                    + seconds.get(i) + " s is " + (float) Math.abs(off) + " samples of " + hz + " Hz from where even steps would have it. Syncopy's containers have an axis"
                    + " of even steps, on which readers would see other times. Give " + Setting.TOI + " in even steps, each of which goes to its nearest sample, or run"
                    + " once for each step.");
        }
    }

    private static int[] centres(Toi toi, TrialChunks trials, int k, int window) {
        int samples = Math.toIntExact(trials.samples(k));
        try {
            return toi.centres(new Toi.TrialTime(samples, trials.recording().samplerateHz(), trials.offset(k)), window);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Trial " + trials.trials()[k] + " of " + samples + " samples has nothing at the times of interest. "
                    + e.getMessage(), e);
        }
    }

    /** Whether the windows of a trial are no more than a few times its samples: then computing takes little longer than reading. */
    static boolean isLight(Toi toi) {
        return toi instanceof Toi.Overlap overlap && overlap.share() <= 0.75 || toi instanceof Toi.Times times && times.seconds().size() <= 4;
    }

    /** {@code all}, a number, or a list of seconds. */
    static Object value(Toi toi) {
        return toi instanceof Toi.Overlap overlap ? (Object) overlap.share() : toi instanceof Toi.Times times ? times.seconds() : "all";
    }
}
