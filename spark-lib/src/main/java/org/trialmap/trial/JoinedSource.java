package org.trialmap.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;

/**
 * The samples of several recordings as those of one: one after the other, with the same channels, or side by side, with the same samples.
 *
 * @param channels of each part, positions in its file
 * @param alongTrials whether one after the other
 * @param stored common type of the values, which come scaled
 * @param scaling unit of the values only
 */
record JoinedSource(List<SampleSource> parts, List<int[]> channels, boolean alongTrials, DType stored, Scaling scaling) implements SampleSource {
    /** @throws IllegalArgumentException if they do not go together; names what differs, with both values */
    static TrialStack stack(List<TrialChunks> parts, boolean alongTrials) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException(
                    "To be put together there " + (parts.size() == 1 ? "is 1 recording" : "are no recordings") + ". There must be at least two. Name more files"
                            + Setting.either(" (alongTrials(...), alongChannels(...)).", "."));
        }
        List<TrialView> views = parts.stream().map(part -> part.recording().view(part.selection())).toList();
        views.forEach(view -> new Fit(views.get(0), view, alongTrials).require());
        List<SampleSource> sources = views.stream().map(view -> view.stack().source()).toList();
        DType one = sources.get(0).dtype();
        DType stored = sources.stream().allMatch(source -> source.dtype() == one) ? one : DType.FLOAT64;
        Optional<String> unit = sources.get(0).scaling().unitName();
        boolean sameUnit = sources.stream().allMatch(source -> source.scaling().unitName().equals(unit));
        JoinedSource joined = new JoinedSource(sources, views.stream().map(TrialView::channels).toList(), alongTrials, stored, sameUnit ? Scaling.unscaled(unit.orElse("")) : Scaling.NONE);
        List<String> names = alongTrials ? views.get(0).channel() : views.stream().flatMap(view -> view.channel().stream()).toList();
        if (!alongTrials) {
            requireDifferent(names, views);
        }
        return TrialStack.recording(joined, names, alongTrials ? joined.trials(views) : views.get(0).trials(), views.get(0).stack().history());
    }

    private static void requireDifferent(List<String> names, List<TrialView> views) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                List<String> files = views.stream().filter(view -> view.channel().contains(name)).map(view -> view.stack().source().path()).distinct().toList();
                throw new IllegalArgumentException(
                        "The channel '" + name + "' is in " + (files.size() == 1 ? files.get(0) + " twice" : "both " + files.get(0) + " and " + files.get(1)) + ". Channels that are put"
                                + " together have different names, or nobody could tell them apart. Leave one of them out with " + Setting.CHANNELS + ".");
            }
        }
    }

    /** Trial after trial, where they lie in the files that come one after the other. */
    private TrialDefinition trials(List<TrialView> views) {
        TrialDefinition joined = views.get(0).trials();
        long rows = 0;
        for (int p = 1; p < views.size(); p++) {
            rows += rows(p - 1);
            joined = joined.followedBy(views.get(p).trials(), rows);
        }
        return joined;
    }

    /** Samples of a part, those of trials one after the other. */
    private long rows(int part) {
        long[] shape = parts.get(part).shape();
        return shape.length == 3 ? shape[0] * shape[1] : shape[0];
    }

    /** Whether two go together. */
    private record Fit(TrialView one, TrialView two, boolean alongTrials) {
        void require() {
            if (one.stack().isSpectrum() || two.stack().isSpectrum()) {
                throw new IllegalArgumentException((one.stack().isSpectrum() ? one : two).stack().source().path() + " is a spectrum. Recordings are put together, samples over time. Name recordings.");
            }
            same("samplerate", one.stack().source().samplerateHz() + " Hz", two.stack().source().samplerateHz() + " Hz", "Resample one of them.");
            Optional<String> unit = one.stack().source().scaling().unitName();
            Optional<String> other = two.stack().source().scaling().unitName();
            if (unit.isPresent() && other.isPresent()) {
                same("unit", unit.get(), other.get(), "Multiply one of them by a number, and save it without unit.");
            }
            same("free columns of the trials", String.join(", ", one.trials().columnNames()), String.join(", ", two.trials().columnNames()), "Give the trials the same columns.");
            if (alongTrials) {
                same("channels", String.join(", ", one.channel()), String.join(", ", two.channel()), "Select the same ones, in the same order, with " + Setting.CHANNELS + ".");
            } else {
                requireSameTrials();
            }
        }

        private void requireSameTrials() {
            same("number of trials", one.trials().count(), two.trials().count(), "Select the same ones with " + Setting.TRIALS + ".");
            for (int k = 0; k < one.trials().count(); k++) {
                same("place of trial " + k, place(one.trials(), k), place(two.trials(), k),
                        "Select the same trials and times with " + Setting.TRIALS + " and " + Setting.LATENCY + ", or write each with selectdata first, so that its"
                                + " trials lie one after the other.");
            }
            if (!one.trials().columns().equals(two.trials().columns())) {
                throw refused("the free columns of the trials have other values", "Select the same trials with " + Setting.TRIALS + ".");
            }
        }

        private static String place(TrialDefinition trials, int k) {
            return "samples " + trials.start(k) + " to " + trials.stop(k) + " (excluded) with the offset " + trials.offset(k);
        }

        private void same(String what, Object first, Object second, String cure) {
            if (!first.equals(second)) {
                throw refused("the " + what + " of both differ: " + first + " and " + second, cure);
            }
        }

        private IllegalArgumentException refused(String why, String cure) {
            return new IllegalArgumentException(
                    one.stack().source().path() + " and " + two.stack().source().path() + " are to be put together along " + (alongTrials ? "trials" : "channels") + ", but " + why
                            + ". " + cure);
        }
    }

    @Override
    public String path() {
        return parts.get(0).path();
    }

    @Override
    public List<String> files() {
        return parts.stream().flatMap(part -> part.files().stream()).toList();
    }

    @Override
    public String dataset() {
        return parts.get(0).dataset();
    }

    @Override
    public String where() {
        return parts.get(0).where() + " and " + (parts.size() - 1) + " more";
    }

    @Override
    public long[] shape() {
        long rows = alongTrials ? IntStream.range(0, parts.size()).mapToLong(this::rows).sum() : rows(0);
        return new long[] {rows, alongTrials ? channels.get(0).length : channels.stream().mapToInt(own -> own.length).sum()};
    }

    @Override
    public double samplerateHz() {
        return parts.get(0).samplerateHz();
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        parts.forEach(part -> part.fingerprint(fingerprint));
        channels.forEach(fingerprint::add);
        fingerprint.add(alongTrials).add(stored.toString());
    }

    @Override
    public OpenSamples open() {
        return new OpenParts();
    }

    /** Opens each part when it is first read from. */
    private final class OpenParts implements OpenSamples {
        private final ChunkReader[] readers = new ChunkReader[parts.size()];
        private final int[][] opened = new int[parts.size()][];

        @Override
        public NdArray read(long first, int count, int[] wanted, NdArray room) throws IOException {
            NdArray values = NdArray.zeros(stored, count, wanted.length);
            long begin = 0;
            int column = 0;
            for (int p = 0; p < parts.size(); p++) {
                long rows = rows(p);
                int width = channels.get(p).length;
                int left = alongTrials ? 0 : column;
                int[] columns = IntStream.range(0, wanted.length).filter(c -> wanted[c] >= left && wanted[c] < left + width).toArray();
                int[] own = Arrays.stream(columns).map(c -> wanted[c] - left).toArray();
                long from = Math.max(first, begin);
                long to = Math.min(first + count, begin + rows);
                if (own.length > 0 && from < to) {
                    copy(p, from - begin, to - begin, own, columns, values, (int) (from - first));
                }
                begin += alongTrials ? rows : 0;
                column += width;
            }
            return values;
        }

        private void copy(int p, long from, long to, int[] own, int[] columns, NdArray values, int at) throws IOException {
            long[] shape = parts.get(p).shape();
            ChunkReader reader = reader(p, Arrays.stream(own).map(c -> channels.get(p)[c]).toArray());
            int row = at;
            for (long begin = from, end; begin < to; begin = end) { // each trial of an axis of trials is read by itself
                end = shape.length == 3 ? Math.min(to, (begin / shape[1] + 1) * shape[1]) : to;
                int rows = (int) (end - begin);
                place(reader.read(begin, rows, null), columns, values, row);
                row += rows;
            }
        }

        private void place(NdArray read, int[] columns, NdArray values, int row) {
            Object from = read.dtype() == stored ? read.data() : read.toDoubles();
            int width = values.shape()[1];
            for (int r = 0; r < read.shape()[0]; r++) {
                for (int c = 0, run; c < columns.length; c += run) {
                    for (run = 1; c + run < columns.length && columns[c + run] == columns[c] + run;) {
                        run++;
                    }
                    System.arraycopy(from, r * columns.length + c, values.data(), (row + r) * width + columns[c], run);
                }
            }
        }

        private ChunkReader reader(int p, int[] own) throws IOException {
            if (readers[p] == null || !Arrays.equals(opened[p], own)) {
                if (readers[p] != null) {
                    readers[p].close();
                }
                readers[p] = parts.get(p).reader(own);
                opened[p] = own;
            }
            return readers[p];
        }

        @Override
        public void close() {
            for (ChunkReader reader : new ArrayList<>(Arrays.asList(readers))) {
                if (reader != null) {
                    reader.close();
                }
            }
        }
    }
}
