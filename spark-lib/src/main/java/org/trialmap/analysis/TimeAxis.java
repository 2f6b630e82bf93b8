package org.trialmap.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.signal.Toi;
import org.trialmap.trial.TrialChunks;

/**
 * Where the rows of time-frequency spectra are in time: row i of a trial is at (offset + i) / samplerate.
 *
 * @param rows of each trial
 * @param offsets of each trial's first row relative to t = 0, in rows, often fractions
 * @param samplerateHz rows per second
 */
public record TimeAxis(long[] rows, double[] offsets, double samplerateHz) {
    /**
     * @param window samples of a window, 1 without
     * @throws IllegalArgumentException if a time lies outside a trial, which the text names, or times are not evenly spaced
     */
    static TimeAxis of(Toi toi, TrialChunks trials, int window) {
        if (toi instanceof Toi.Times times) {
            return times(times, trials);
        }
        int count = trials.trials().length;
        int step = toi instanceof Toi.Overlap overlap ? overlap.step(window) : 1;
        Map<Long, Integer> known = new HashMap<>();
        long[] rows = IntStream.range(0, count).mapToLong(k -> known.computeIfAbsent(trials.samples(k), samples -> centres(toi, trials, k, window).length))
                .toArray();
        double[] offsets = IntStream.range(0, count).mapToDouble(k -> trials.offset(k) / (double) step).toArray();
        return new TimeAxis(rows, offsets, trials.recording().samplerateHz() / step);
    }

    private static TimeAxis times(Toi.Times times, TrialChunks trials) {
        int count = trials.trials().length;
        for (int k = 0; k < count; k++) {
            centres(times, trials, k, 1);
        }
        int[] centres = centres(times, trials, 0, 1);
        int step = centres.length == 1 ? 1 : centres[1] - centres[0];
        for (int i = 1; i < centres.length; i++) {
            requireEven(times.seconds(), i, centres[i] - centres[i - 1], step, trials.recording().samplerateHz());
        }
        long[] rows = new long[count];
        Arrays.fill(rows, centres.length);
        double[] offsets = new double[count];
        Arrays.fill(offsets, (trials.offset(0) + centres[0]) / (double) step);
        return new TimeAxis(rows, offsets, trials.recording().samplerateHz() / step);
    }

    private static void requireEven(List<Double> seconds, int i, int distance, int step, double hz) {
        if (distance < 1 || distance != step) {
            throw new IllegalArgumentException("The times of interest " + seconds.get(i - 1) + " and " + seconds.get(i) + " s are " + distance
                    + " samples apart at " + hz + " Hz" + (distance < 1 ? "" : ", the first two " + step) + ". The rows of a spectrum ascend in even steps of"
                    + " at least one sample, or readers would see other times. Give --toi (toi(...)) in steps of a multiple of " + 1 / hz + " s, or run once for"
                    + " each step.");
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
