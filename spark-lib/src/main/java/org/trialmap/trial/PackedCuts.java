package org.trialmap.trial;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.trialmap.array.NdArray;

/**
 * What is cut from a recording for the trials of a block, as it is sent: a few arrays, and of what goes in even steps only the first number and the step. One object for each trial would be a hundred
 * bytes in the driver and on the network, of each of millions of trials.
 *
 * @param part one for all, or of each
 * @param fraction of each; null = all are 0
 * @param info of each: (trial, column)
 */
record PackedCuts(Steps trial, List<String> part, Steps first, Steps samples, Steps offset, double[] fraction, ChannelSet channels, NdArray info, Steps before, Steps after) implements Serializable {
    /** Whole numbers: {@code first + k * step}, or where they do not go in even steps {@code each} of them. */
    private record Steps(long first, long step, long[] each) implements Serializable {
        static Steps of(TrialChunk.Cut[] cuts, ToLongFunction<TrialChunk.Cut> number) {
            long[] all = Arrays.stream(cuts).mapToLong(number).toArray();
            Steps even = new Steps(all[0], all.length == 1 ? 0 : all[1] - all[0], null);
            for (int k = 0; k < all.length; k++) {
                if (all[k] != even.get(k)) {
                    return new Steps(0, 0, all);
                }
            }
            return even;
        }

        long get(int k) {
            return each == null ? first + k * step : each[k];
        }
    }

    /** @param cuts at least one, all with the same channels and as many free columns */
    static PackedCuts of(TrialChunk.Cut[] cuts) {
        String one = cuts[0].part();
        boolean alike = Arrays.stream(cuts).allMatch(cut -> cut.part().equals(one));
        boolean whole = Arrays.stream(cuts).allMatch(cut -> Double.doubleToLongBits(cut.offsetFraction()) == 0);
        return new PackedCuts(Steps.of(cuts, TrialChunk.Cut::trial), alike ? List.of(one) : List.of(Arrays.stream(cuts).map(TrialChunk.Cut::part).toArray(String[]::new)),
                Steps.of(cuts, TrialChunk.Cut::first), Steps.of(cuts, TrialChunk.Cut::samples), Steps.of(cuts, TrialChunk.Cut::offset),
                whole ? null : Arrays.stream(cuts).mapToDouble(TrialChunk.Cut::offsetFraction).toArray(), cuts[0].channels(), info(cuts), Steps.of(cuts, TrialChunk.Cut::before),
                Steps.of(cuts, TrialChunk.Cut::after));
    }

    private static NdArray info(TrialChunk.Cut[] cuts) {
        int width = cuts[0].info().size();
        Object rows = Array.newInstance(cuts[0].info().dtype().component(), cuts.length * width);
        for (int k = 0; k < cuts.length; k++) {
            System.arraycopy(cuts[k].info().data(), 0, rows, k * width, width);
        }
        return NdArray.of(rows, cuts.length, width);
    }

    TrialChunk.Cut[] cuts() {
        int count = info.shape()[0];
        int width = info.shape()[1];
        NdArray none = row(0, 0); // shared: of no columns there is nothing to tell apart
        TrialChunk.Cut[] cuts = new TrialChunk.Cut[count];
        for (int k = 0; k < count; k++) {
            cuts[k] = new TrialChunk.Cut((int) trial.get(k), part.get(part.size() == 1 ? 0 : k), first.get(k), (int) samples.get(k), offset.get(k), fraction == null ? 0 : fraction[k], channels,
                    width == 0 ? none : row(k, width), (int) before.get(k), (int) after.get(k));
        }
        return cuts;
    }

    private NdArray row(int k, int width) {
        Object row = Array.newInstance(info.dtype().component(), width);
        System.arraycopy(info.data(), k * width, row, 0, width);
        return NdArray.of(row, width);
    }
}
