package org.trialmap.trial;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;

/**
 * Some trials, tapers, frequencies and channels of stacked trials; what is selected from it counts within it.
 *
 * @param trials in positions of the whole dataset
 * @param positions of the trials among all that the file has
 * @param tapers positions in the file; empty for recordings, as {@code freqs}
 */
record TrialView(TrialStack stack, TrialDefinition trials, int[] positions, int[] tapers, int[] freqs, int[] channels, List<TrialChunks.Dropped> dropped)
        implements Serializable {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    static TrialView all(TrialStack stack) {
        return new TrialView(stack, stack.trials(), range(stack.trials().count()), range(stack.taper().size()), range(stack.freq().length),
                range(stack.channel().size()), List.of());
    }

    private static int[] range(int count) {
        return IntStream.range(0, count).toArray();
    }

    boolean isWhole() {
        TrialView all = all(stack);
        return trials.equals(all.trials) && Arrays.equals(tapers, all.tapers) && Arrays.equals(freqs, all.freqs) && Arrays.equals(channels, all.channels);
    }

    TrialView select(Selection selection) {
        double hz = stack.source().samplerateHz();
        String where = stack.source().where();
        if (!stack.isSpectrum()) {
            selection.requireNothingSpectral(where);
        }
        int[] ownTapers = selection.hasTapers() ? pick(tapers, selection.resolveTapers(taper())) : tapers;
        int[] ownFreqs = selection.frequency().map(range -> pick(freqs, range.positions(freq(), where))).orElse(freqs);
        int[] ownChannels = pick(channels, selection.resolveChannels(channel()));
        Selection evenly = selection.latency().isPresent() && stack.toi().length > 0 ? selection.latency(evenly(selection.latency().get())) : selection;
        Covering covering = Covering.of(evenly, trials, hz, where);
        return new TrialView(stack, trials.select(covering.trials(), evenly.latency(), hz), pick(positions, covering.trials()), ownTapers, ownFreqs,
                ownChannels, covering.dropped());
    }

    /** What tasks read of its trials. */
    SampleSource source() {
        return stack.isSpectrum() ? new Slice(stack.source(), tapers, freqs) : stack.source();
    }

    /** Numbers of one channel in one row. */
    long perRow() {
        return stack.isSpectrum() ? (long) tapers.length * freqs.length : 1;
    }

    /**
     * Some channels of trial {@code k} of this view, as a task has them.
     *
     * @param part the window of time, for messages; nothing for whole trials
     * @param before samples to be read before those of the trial
     * @param after samples to be read after them
     * @throws IllegalArgumentException if they are more than an array in memory holds
     */
    TrialChunk.Cut cut(int k, ChannelSet set, String part, long before, long after) {
        long samples = before + trials.length(k) + after;
        if (samples > LARGEST / perRow() / stack.source().dtype().width() / set.count()) {
            throw new IllegalArgumentException("Trial " + positions[k] + " of " + stack.source().where() + " has " + samples + " samples, too many for a task of "
                    + set.count() + " channels: one array in memory holds at most " + LARGEST + " values. Use fewer channels per task with " + Setting.CHAN_PER_WORKER + ", or shorter trials.");
        }
        return new TrialChunk.Cut(positions[k], part, trials.start(k) - before, (int) samples, trials.offset(k) - before, trials.offsetFraction(k), set, trials.info(k), (int) before, (int) after);
    }

    private static int[] pick(int[] from, int[] positions) {
        return TrialDefinition.isAll(positions, from.length) ? from : Arrays.stream(positions).map(i -> from[i]).toArray();
    }

    List<String> channel() {
        return Arrays.stream(channels).mapToObj(stack.channel()::get).toList();
    }

    List<String> taper() {
        return Arrays.stream(tapers).mapToObj(stack.taper()::get).toList();
    }

    double[] freq() {
        return Arrays.stream(freqs).mapToDouble(i -> stack.freq()[i]).toArray();
    }

    /** The window of the axis in even steps that has the same rows. All trials have the same times. */
    private Latency evenly(Latency latency) {
        return latency.evenly(time(0), even(0), stack.source().samplerateHz());
    }

    /** Seconds of the samples of trial {@code k} relative to t = 0. */
    double[] time(int k) {
        if (stack.toi().length == 0) {
            return even(k);
        }
        int first = Math.toIntExact(trials.start(k) - stack.trials().start(positions[k]));
        return Arrays.copyOfRange(stack.toi(), first, first + samples(k, 1));
    }

    private double[] even(int k) {
        double[] seconds = new double[samples(k, 1)];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = (trials.offset(k) + i + trials.offsetFraction(k)) / stack.source().samplerateHz();
        }
        return seconds;
    }

    NdArray read(int k) throws IOException {
        long perSample = (long) channels.length * (stack.isSpectrum() ? (long) tapers.length * freqs.length : 1) * stack.source().dtype().width();
        int samples = samples(k, perSample);
        return stack.isSpectrum() ? stack.source().read(trials.start(k), samples, tapers, freqs, channels)
                : stack.source().read(trials.start(k), samples, channels);
    }

    /** Names of what lies beside the data. */
    List<String> further() throws IOException {
        if (!(stack.source() instanceof Hdf5Source)) {
            return List.of();
        }
        try (Hdf5File file = Hdf5File.open(InputPath.of(stack.source().path()))) {
            return SyncopyClass.further(file);
        }
    }

    /** Throws {@link IllegalArgumentException} if there is none of that name. */
    NdArray further(String name) throws IOException {
        if (!(stack.source() instanceof Hdf5Source)) {
            throw new IllegalArgumentException(
                    "The dataset '" + name + "' is asked for beside the data of " + stack.source().path() + ", which is " + stack.source().dataset()
                            + ". Only HDF5 files have any. Name one of these.");
        }
        try (Hdf5File file = Hdf5File.open(InputPath.of(stack.source().path()))) {
            return SyncopyClass.further(file, name);
        }
    }

    private int samples(int k, long perSample) {
        long samples = trials.length(k);
        if (samples > LARGEST / perSample) {
            throw new IllegalArgumentException("Trial " + k + " of " + stack.source().where() + " has " + samples + " samples of " + perSample
                    + (perSample == 1 ? " number" : " numbers") + " each, too many for one array: it holds at most " + LARGEST + ". "
                    + Setting.either("Take parts with select(...): fewer", "Select fewer") + " channels" + (stack.isSpectrum() ? ", tapers or frequencies" : "") + ", or a latency.");
        }
        return (int) samples;
    }

    /** The selected trials that cover the selection's latency window, and the others. */
    private record Covering(int[] trials, List<TrialChunks.Dropped> dropped) {
        /** Throws {@link IllegalArgumentException} if no trial is left, or if the window has no samples. */
        static Covering of(Selection selection, TrialDefinition all, double hz, String where) {
            int[] selected = selection.resolveTrials(all);
            if (selection.latency().isEmpty()) {
                return new Covering(selected, List.of());
            }
            Latency latency = selection.latency().get();
            int[] covering = Arrays.stream(selected).filter(k -> latency.isCoveredBy(all, k, hz)).toArray();
            if (covering.length == 0) {
                boolean one = selected.length == 1;
                throw new IllegalArgumentException((one ? "Trial " + selected[0] : "None of the " + selected.length + " selected trials") + " of " + where
                        + (one ? " does not cover" : " covers") + " the latency " + latency + (one ? ": it" : ": trial " + selected[0] + ", for example,")
                        + " goes from " + Latency.extent(all, selected[0], hz) + ". A trial must have samples up to both ends; nothing is padded. Narrow "
                        + Setting.LATENCY + ".");
            }
            latency.first(hz, all.offsetFraction(covering[0])); // says so at once if there are no samples in it
            List<TrialChunks.Dropped> dropped = new ArrayList<>();
            if (covering.length < selected.length) {
                Arrays.stream(selected).filter(k -> !latency.isCoveredBy(all, k, hz))
                        .forEach(k -> dropped.add(new TrialChunks.Dropped(k, "it goes from " + Latency.extent(all, k, hz))));
            }
            return new Covering(covering, List.copyOf(dropped));
        }
    }

    /** Some tapers and frequencies of a spectrum, to be read trial by trial: (time, taper, freq, channel). */
    record Slice(SampleSource spectrum, int[] tapers, int[] freqs) implements SampleSource {
        @Override
        public String path() {
            return spectrum.path();
        }

        @Override
        public String dataset() {
            return spectrum.dataset();
        }

        @Override
        public long[] shape() {
            return spectrum.shape();
        }

        /** Of the values: they come scaled. */
        @Override
        public DType stored() {
            return spectrum.dtype();
        }

        @Override
        public Scaling scaling() {
            return Scaling.NONE;
        }

        @Override
        public double samplerateHz() {
            return spectrum.samplerateHz();
        }

        @Override
        public OpenSamples open() {
            return new OpenSamples() {
                @Override
                public NdArray read(long first, int count, int[] channels, NdArray room) throws IOException {
                    return spectrum.read(first, count, tapers, freqs, channels);
                }

                @Override
                public void close() {
                    // each read opens and closes by itself
                }
            };
        }

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            spectrum.fingerprint(fingerprint);
            fingerprint.add(tapers).add(freqs);
        }
    }
}
