package org.trialmap.trial;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
}
