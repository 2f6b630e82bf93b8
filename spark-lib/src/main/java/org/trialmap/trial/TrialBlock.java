package org.trialmap.trial;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.trialmap.array.NdArray;

/**
 * Consecutive trials of a selection, or some channels of them: the input of a task that works on many short trials. Like a {@link TrialChunk} it
 * is serialized as a description, without samples; {@link #forEach} reads the samples.
 *
 * @hidden
 */
public final class TrialBlock implements Serializable {
    private static final long serialVersionUID = 1;

    private final int first;
    private final SampleSource source;
    private final transient TrialChunk.Cut[] cuts; // sent packed

    TrialBlock(int first, SampleSource source, TrialChunk.Cut[] cuts) {
        this.first = first;
        this.source = source;
        this.cuts = cuts;
    }

    private record Packed(int first, SampleSource source, PackedCuts cuts) implements Serializable {
        private Object readResolve() {
            return new TrialBlock(first, source, cuts.cuts());
        }
    }

    private Object writeReplace() {
        return new Packed(first, source, PackedCuts.of(cuts));
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("it comes packed");
    }

    /** Works on one trial. */
    @FunctionalInterface
    public interface Work {
        /** @param position of the trial in the selection, from 0 */
        void on(int position, TrialChunk trial) throws Exception;
    }

    /** Number of trials, at least 1. */
    public int size() {
        return cuts.length;
    }

    /** The trial at that place, from 0, among these; it reads its samples itself. */
    public TrialChunk trial(int k) {
        return new TrialChunk(source, cuts[k]);
    }

    /** Position of the first trial in the selection, from 0. */
    public int first() {
        return first;
    }

    /** Number of channels. */
    public int channels() {
        return cuts[0].channels().count();
    }

    /**
     * Hands over the trials one after the other, with their samples read. The file is looked up once; short trials that lie side by side are read at
     * once. A trial's samples are valid during the call only: the next one may come in the same array.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public void forEach(Work work) throws Exception {
        try (ChunkReader reader = reader()) {
            for (int k = 0; k < cuts.length; k++) {
                TrialChunk chunk = new TrialChunk(source, cuts[k]);
                NdArray samples;
                try {
                    samples = reader.read(cuts, k);
                } catch (IOException e) {
                    throw chunk.unreadable(e);
                }
                work.on(first + k, chunk.with(samples));
            }
        }
    }

    private ChunkReader reader() {
        try {
            return source.reader(cuts[0].channels().indices());
        } catch (IOException e) {
            throw new TrialChunk(source, cuts[0]).unreadable(e);
        }
    }

    /** For example {@code trials 16..31, channels 8..15}: positions in the recording where they follow each other. */
    @Override
    public String toString() {
        TrialChunk begin = new TrialChunk(source, cuts[0]);
        if (cuts.length == 1) {
            return begin.toString();
        }
        if (!cuts[0].part().equals(cuts[1].part())) {
            return cuts.length + " pieces from " + begin + " on";
        }
        String rest = begin.toString().substring(("trial " + cuts[0].trial()).length());
        boolean neighbours = true;
        for (int k = 1; k < cuts.length; k++) {
            neighbours &= cuts[k].trial() == cuts[k - 1].trial() + 1;
        }
        int last = cuts[cuts.length - 1].trial();
        return (neighbours ? "trials " + cuts[0].trial() + ".." + last : cuts.length + " trials from " + cuts[0].trial() + " to " + last) + rest;
    }

    /**
     * What is cut from a recording for the trials of a block, as it is sent: a few arrays, and of what goes in even steps only the first number and the step. One object for each trial would be a hundred
     * bytes in the driver and on the network, of each of millions of trials.
     *
     * @param part one for all, or of each
     * @param fraction of each; null = all are 0
     * @param info of each: (trial, column)
     */
    private record PackedCuts(Steps trial, List<String> part, Steps first, Steps samples, Steps offset, double[] fraction, ChannelSet channels, NdArray info, Steps before, Steps after)
            implements Serializable {
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
            TrialChunk.Cut[] cuts = new TrialChunk.Cut[count];
            for (int k = 0; k < count; k++) {
                cuts[k] = new TrialChunk.Cut((int) trial.get(k), part.get(part.size() == 1 ? 0 : k), first.get(k), (int) samples.get(k), offset.get(k), fraction == null ? 0 : fraction[k], channels,
                        TrialDefinition.row(info, k), (int) before.get(k), (int) after.get(k));
            }
            return cuts;
        }
    }
}
