package org.trialmap.trial;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.ToIntFunction;
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
    private final TrialChunk.Cut[] cuts;

    TrialBlock(int first, SampleSource source, TrialChunk.Cut[] cuts) {
        this.first = first;
        this.source = source;
        this.cuts = cuts;
    }

    /** Blocks are sent with every task, and a trial has a dozen parts: as columns they take a tenth of the time. */
    private Object writeReplace() {
        return Columns.of(this);
    }

    /**
     * What is sent of a block: its trials as columns, and once what all of them have.
     *
     * @param part one for each trial, or one for all
     * @param info the trials' free columns one after the other
     */
    private record Columns(int first, SampleSource source, ChannelSet channels, int[] trial, String[] part, long[] start, int[] samples, long[] offset, double[] offsetFraction, NdArray info,
            int[] before, int[] after) implements Serializable {
        static Columns of(TrialBlock block) {
            TrialChunk.Cut[] cuts = block.cuts;
            String[] part = Arrays.stream(cuts).map(TrialChunk.Cut::part).toArray(String[]::new);
            boolean alike = Arrays.stream(part).allMatch(part[0]::equals);
            return new Columns(block.first, block.source, cuts[0].channels(), ints(cuts, TrialChunk.Cut::trial), alike ? Arrays.copyOf(part, 1) : part, longs(cuts, TrialChunk.Cut::first),
                    ints(cuts, TrialChunk.Cut::samples), longs(cuts, TrialChunk.Cut::offset), Arrays.stream(cuts).mapToDouble(TrialChunk.Cut::offsetFraction).toArray(),
                    rows(cuts), ints(cuts, TrialChunk.Cut::before), ints(cuts, TrialChunk.Cut::after));
        }

        private static int[] ints(TrialChunk.Cut[] cuts, ToIntFunction<TrialChunk.Cut> column) {
            return Arrays.stream(cuts).mapToInt(column).toArray();
        }

        private static long[] longs(TrialChunk.Cut[] cuts, ToLongFunction<TrialChunk.Cut> column) {
            return Arrays.stream(cuts).mapToLong(column).toArray();
        }

        private static NdArray rows(TrialChunk.Cut[] cuts) {
            int width = cuts[0].info().size();
            Object rows = Array.newInstance(cuts[0].info().dtype().component(), cuts.length * width);
            for (int k = 0; k < cuts.length; k++) {
                System.arraycopy(cuts[k].info().data(), 0, rows, k * width, width);
            }
            return NdArray.of(rows, cuts.length, width);
        }

        private Object readResolve() {
            TrialDefinition free = new TrialDefinition(start, start, offset, info);
            TrialChunk.Cut[] cuts = new TrialChunk.Cut[trial.length];
            for (int k = 0; k < cuts.length; k++) {
                cuts[k] = new TrialChunk.Cut(trial[k], part[part.length == 1 ? 0 : k], start[k], samples[k], offset[k], offsetFraction[k], channels, free.info(k), before[k], after[k]);
            }
            return new TrialBlock(first, source, cuts);
        }
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
}
