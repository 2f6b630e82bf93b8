package org.trialmap.trial.discrete;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.History;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialDefinition;

/**
 * Spikes in a Syncopy container (SpikeData): at which sample, in which channel, of which unit. Opening reads the list once, in pieces; then the spikes of a
 * trial are read when they are asked for. Spikes outside of all trials are in none of them. Immutable; safe for use by several threads; serialized as a
 * description, without the spikes.
 */
public final class SpikeData implements Serializable {
    private static final long serialVersionUID = 1;
    private static final List<String> COLUMNS = SyncopyClass.SPIKE.dimord();
    private static final String WAVEFORM = "/waveform";

    private final DiscreteRows rows;
    private final History history;
    private final History.Input identity;
    private final Names channels;
    private final Names units;
    private final double samplerateHz;
    private final TrialDefinition trials;
    private final int[] positions;
    private final List<Train> trains;

    /**
     * The spikes of one unit in one channel.
     *
     * @param channel number of the channel, as the file has it
     * @param unit number of the unit, as the file has it
     */
    public record Train(long channel, long unit) implements Serializable {
        /** As Syncopy's results name it, for example {@code channel0_unit1}. */
        public String name() {
            return "channel" + channel + "_unit" + unit;
        }
    }

    /** Numbers that a column has, ascending, and a name for each. */
    private record Names(long[] numbers, List<String> names) implements Serializable {
        /** The names of the header; without, those that Syncopy makes up: number + 1 with as many digits as the largest number has. */
        static Names of(String key, TreeSet<Long> found, SyncopyContainer.Table table) {
            long[] numbers = found.stream().mapToLong(Long::longValue).toArray();
            int digits = Long.toString(found.last()).length();
            List<String> names = table.header().names().getOrDefault(key,
                    Arrays.stream(numbers).mapToObj(number -> String.format(Locale.ROOT, key + "%0" + digits + "d", number + 1)).toList());
            if (names.size() != numbers.length) {
                throw new IllegalArgumentException("The key '" + key + "' of " + table.data() + ".info has " + names.size() + (names.size() == 1 ? " name" : " names") + ", but the spikes are of "
                        + numbers.length + (numbers.length == 1 ? " " + key : " different " + key + "s") + ". There must be one name for each number that the column '" + key
                        + "' has, in ascending order. Restore both files, or save the spikes once more.");
            }
            return new Names(numbers, names);
        }
    }

    private SpikeData(DiscreteRows rows, History history, History.Input identity, Names channels, Names units, double samplerateHz, TrialDefinition trials, int[] positions, List<Train> trains) {
        this.rows = rows;
        this.history = history;
        this.identity = identity;
        this.channels = channels;
        this.units = units;
        this.samplerateHz = samplerateHz;
        this.trials = trials;
        this.positions = positions;
        this.trains = trains;
    }

    /** Opens spikes that say their samplerate. Errors as for {@link #open(Path, RecordingOptions)}. */
    public static SpikeData open(Path path) throws IOException {
        return open(path, RecordingOptions.DEFAULT);
    }

    /**
     * Opens a Syncopy container: its folder {@code x.spy}, also without the extension, or the file {@code x.spike} in it.
     *
     * @param options samplerate, if the file does not say
     * @throws IOException if a file cannot be read: missing, truncated, of another format
     * @throws IllegalArgumentException if it holds no spikes, they are not in the order of their samples, or its two files do not agree; names the place and the cure
     */
    public static SpikeData open(Path path, RecordingOptions options) throws IOException {
        SyncopyContainer.Table table = SyncopyContainer.table(path, options, SyncopyClass.SPIKE);
        if (!table.header().dimord().equals(COLUMNS)) {
            throw new IllegalArgumentException("The spikes of " + table.data() + " have the columns " + table.header().dimord() + " (key 'dimord' of its header). They are read as " + COLUMNS
                    + ", as Syncopy's own analyses do, and nothing is rearranged. Save the spikes with these columns.");
        }
        TreeSet<Long> channels = new TreeSet<>();
        TreeSet<Long> units = new TreeSet<>();
        Map<Train, Train> trains = new HashMap<>();
        DiscreteRows rows = DiscreteRows.scan(table, values -> {
            for (int i = 0; i < values.length; i += 3) {
                trains.computeIfAbsent(new Train(values[i + 1], values[i + 2]), train -> {
                    channels.add(train.channel);
                    units.add(train.unit);
                    return train;
                });
            }
        });
        List<Train> sorted = trains.keySet().stream().sorted((a, b) -> a.channel != b.channel ? Long.compare(a.channel, b.channel) : Long.compare(a.unit, b.unit)).toList();
        return new SpikeData(rows, SyncopyContainer.history(table.header()), table.identity(), Names.of("channel", channels, table), Names.of("unit", units, table), table.samplerateHz(),
                table.trials(),
                IntStream.range(0, table.trials().count()).toArray(), sorted);
    }

    /** The HDF5 file, absolute. */
    public Path path() {
        return InputPath.of(rows.path());
    }

    /** Samples per second. */
    public double samplerateHz() {
        return samplerateHz;
    }

    /** Names of the channels that have spikes in the file, in the order of their numbers. */
    public List<String> channel() {
        return channels.names;
    }

    /** Names of the units that have spikes in the file, in the order of their numbers. */
    public List<String> unit() {
        return units.names;
    }

    /** Each unit in each channel that has spikes in the file, in a trial or not: by channel, then by unit; of selected channels in the order in which they were selected. */
    public List<Train> trains() {
        return trains;
    }

    /** The trials: begin and end in samples of the recording, offsets in samples relative to t = 0, free columns. */
    public TrialDefinition trials() {
        return trials;
    }

    /** Positions of the trials among all that the file has, from 0; a copy. */
    public int[] trialPositions() {
        return positions.clone();
    }

    /** How many spikes the file has. */
    public long count() {
        return rows.shape()[0];
    }

    /** How many of the file's spikes are in none of its trials. */
    public long outside() {
        return rows.outside();
    }

    /**
     * Trials and channels of these spikes; nothing is read. Channels may be given by name or by position among {@link #channel}. A time window is an option of the analyses.
     *
     * @throws IllegalArgumentException if something is selected that is not there, or a latency, frequency or taper
     */
    public SpikeData select(Selection selection) {
        if (!selection.equals(selection.withoutTimes())) {
            throw new IllegalArgumentException("The selection " + selection + " is of more than the trials and channels of spikes. A window of time is an option of the analyses of spikes"
                    + " (" + Setting.SPIKE_LATENCY + "); they have no frequencies and tapers. Leave these out.");
        }
        int[] chosen = selection.resolveTrials(trials);
        List<Train> kept = new ArrayList<>();
        for (int channel : selection.resolveChannels(channels.names)) {
            trains.stream().filter(train -> train.channel == channels.numbers[channel]).forEach(kept::add);
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("The selection " + selection + " has none of the channels that were selected before: " + trains.stream().map(Train::name).toList()
                    + ". There would be no spikes. Select from all channels at once.");
        }
        return new SpikeData(rows, history, identity, channels, units, samplerateHz, trials.select(chosen), Arrays.stream(chosen).map(k -> positions[k]).toArray(), kept);
    }

    /**
     * The spikes of trial {@code k}, from 0, of all channels: int64 (spike, 3), the columns sample, channel, unit, in the order of their samples.
     *
     * @throws IOException if the file cannot be read
     */
    public NdArray trial(int k) throws IOException {
        try (Hdf5File file = rows.open()) {
            long[] values = rows.read(file, positions[k]);
            return NdArray.of(values, values.length / 3, 3);
        }
    }

    /**
     * The waveforms of the spikes that {@link #trial} gives, in the same order: (spike, sample) or of more axes; empty if the file has none.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is not one for each spike of the file
     */
    public Optional<NdArray> waveform(int k) throws IOException {
        try (Hdf5File file = rows.open()) {
            return file.isDataset(WAVEFORM) ? Optional.of(rows.beside(file.dataset(WAVEFORM), positions[k])) : Optional.empty();
        }
    }

    /** Opens the file to read the trains of many trials. To be closed. */
    public Reader reader() throws IOException {
        return new Reader(rows.open());
    }

    /** Reads the trains of trials. For one thread. */
    public final class Reader implements Closeable {
        private final Hdf5File file;
        private final Map<Train, Integer> places = new HashMap<>();

        private Reader(Hdf5File file) {
            this.file = file;
            for (int i = 0; i < trains.size(); i++) {
                places.put(trains.get(i), i);
            }
        }

        /** For each of {@link SpikeData#trains} where its spikes of trial {@code k} lie, in samples relative to t = 0, ascending; none: an empty array. */
        public long[][] samples(int k) throws IOException {
            long[] values = rows.read(file, positions[k]);
            int[] place = new int[values.length / 3];
            int[] counts = new int[trains.size()];
            for (int i = 0; i < place.length; i++) {
                place[i] = places.getOrDefault(new Train(values[3 * i + 1], values[3 * i + 2]), -1);
                if (place[i] >= 0) {
                    counts[place[i]]++;
                }
            }
            long[][] samples = new long[counts.length][];
            Arrays.setAll(samples, train -> new long[counts[train]]);
            for (int i = place.length - 1; i >= 0; i--) {
                if (place[i] >= 0) {
                    samples[place[i]][--counts[place[i]]] = values[3 * i] - trials.start(k) + trials.offset(k);
                }
            }
            return samples;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** The steps by which the spikes came about, as the file says; no steps if it says nothing. */
    public History history() {
        return history;
    }

    /** What identifies the spikes as a whole, whatever is selected; see {@link org.trialmap.trial.Recording#identity}. */
    public History.Input identity() {
        return identity;
    }

    /**
     * Adds what identifies these spikes and what is selected of them.
     *
     * @hidden
     */
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(identity.digest()).add(positions).add(trains.stream().map(Train::name).toList());
    }

    /** For example {@code 10000 spikes in x.spike: 2 channels, 3 units, 10000.0 Hz, 10 trials}. */
    @Override
    public String toString() {
        return counted(count(), "spike") + " in " + path().getFileName() + ": " + counted(channels.names.size(), "channel") + ", " + counted(units.names.size(), "unit") + ", " + samplerateHz + " Hz, "
                + trials;
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
