package org.trialmap.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.setting.Setting;

/**
 * Which trials, channels and times of a recording to work on. The given order is kept. Trials may repeat, channels may not. Whether everything that
 * is selected exists is checked when the selection meets a recording. Immutable.
 *
 * <p>In texts, as on the command line: {@code 0,3,5:10} is 0, 3, 5, 6, 7, 8, 9; {@code start:stop[:step]} excludes stop, and start and stop may
 * be left out ({@code 5:}, {@code ::2}). Positions count from 0. Channels may be given by name too: {@code Cz,Pz,0:4}, or from one name to another,
 * both included: {@code Fz..Pz}.
 */
public final class Selection {
    private static final Selection ALL = new Selection(null, null, null, null, null);

    private final List<SelectionItem> trials;
    private final List<SelectionItem> channels;
    private final Latency latency;
    private final List<SelectionItem> tapers;
    private final Frequency frequency;

    private Selection(List<SelectionItem> trials, List<SelectionItem> channels, Latency latency, List<SelectionItem> tapers, Frequency frequency) {
        this.trials = trials;
        this.channels = channels;
        this.latency = latency;
        this.tapers = tapers;
        this.frequency = frequency;
    }

    /** All trials and all channels, in the file's order. */
    public static Selection all() {
        return ALL;
    }

    /**
     * Trials by text: positions, for example {@code 0,3,5:10}, or conditions on the columns of the trial definition ({@link TrialDefinition#columnNames}), for
     * example {@code stim=3,4,response=1}: those whose stim is 3 or 4 and whose response is 1.
     */
    public Selection trials(String text) {
        if (TrialConditions.isOne(text)) {
            return trials(List.of(new SelectionItem(SelectionItem.Kind.CONDITIONS, TrialConditions.parse(text).text())));
        }
        return trials(SelectionItem.parse("trial", text));
    }

    /** Trials by position, from 0. */
    public Selection trials(int... positions) {
        return trials(SelectionItem.positions("trial", positions));
    }

    private Selection trials(List<SelectionItem> items) {
        return new Selection(items, channels, latency, tapers, frequency);
    }

    /** Channels by text: positions, ranges and names, for example {@code Cz,Pz,0:4}. Names that hold commas need {@link #channelNames}. */
    public Selection channels(String text) {
        return channels(SelectionItem.parse("channel", text));
    }

    /** Channels by position, from 0. */
    public Selection channels(int... positions) {
        return channels(SelectionItem.positions("channel", positions));
    }

    /** Channels by name; nothing in the names has a special meaning. */
    public Selection channelNames(List<String> names) {
        return channels(SelectionItem.names(names));
    }

    private Selection channels(List<SelectionItem> items) {
        return new Selection(trials, items, latency, tapers, frequency);
    }

    /** Tapers of a spectrum by text, as {@link #channels(String)}. Tapers of one kind have the same name: choose among them by position. */
    public Selection tapers(String text) {
        return new Selection(trials, channels, latency, SelectionItem.parse("taper", text), frequency);
    }

    /** Tapers of a spectrum by position, from 0. */
    public Selection tapers(int... positions) {
        return new Selection(trials, channels, latency, SelectionItem.positions("taper", positions), frequency);
    }

    /**
     * A window of time relative to t = 0 in seconds, both ends included: of every trial the samples with {@code fromSeconds <= t <= toSeconds},
     * where sample k is at t = (offset + k) / samplerate. Nothing is rounded to the nearest sample, as in Syncopy's
     * {@code selectdata(latency=[a, b])} (its {@code best_match(..., span=True)}), but what differs by rounding only counts as equal, see
     * {@link org.trialmap.array.Decimals}; FieldTrip takes the samples nearest to both ends.
     *
     * <p>Trials that begin after {@code fromSeconds} or whose last sample is before {@code toSeconds} are left out, also as in Syncopy;
     * {@link TrialChunks#dropped} says which. So 1000 samples at 1000 Hz from t = 0 on cover [0, 0.999], but not [0, 1].
     *
     * @throws IllegalArgumentException unless both are finite and {@code fromSeconds <= toSeconds}
     */
    public Selection latency(double fromSeconds, double toSeconds) {
        return new Selection(trials, channels, new Latency(fromSeconds, toSeconds), tapers, frequency);
    }

    /**
     * Frequencies of a spectrum in Hz, both ends included: those with {@code fromHz <= f <= toHz}, equal but for rounding, see
     * {@link org.trialmap.array.Decimals}, as Syncopy's {@code selectdata(frequency=[a, b])}. Also as there, both ends must lie between the lowest and the highest frequency of the spectrum. A
     * recording, which has no frequencies, refuses it.
     *
     * @throws IllegalArgumentException unless both are finite and {@code fromHz <= toHz}
     */
    public Selection frequency(double fromHz, double toHz) {
        return new Selection(trials, channels, latency, tapers, new Frequency(fromHz, toHz));
    }

    /**
     * The trials and channels alone.
     *
     * @hidden
     */
    public Selection withoutTimes() {
        return new Selection(trials, channels, null, null, null);
    }

    Selection latency(Latency window) {
        return new Selection(trials, channels, window, tapers, frequency);
    }

    /** The window of time, or nothing for whole trials. */
    Optional<Latency> latency() {
        return Optional.ofNullable(latency);
    }

    /** The range of frequencies, or nothing for all of them. */
    Optional<Frequency> frequency() {
        return Optional.ofNullable(frequency);
    }

    boolean hasTapers() {
        return tapers != null;
    }

    /** Throws {@link IllegalArgumentException} if something is selected that only spectra have. */
    void requireNothingSpectral(String where) {
        if (frequency != null || tapers != null) {
            String asked = frequency != null ? "the frequency " + frequency : "the taper selection " + text(tapers);
            String axis = frequency != null ? "frequencies" : "tapers";
            throw new IllegalArgumentException("The selection has " + asked + ", but " + where + " is a recording, which has no " + axis + ". Those"
                    + " are of spectra, which SpectralData.open(path) reads. Leave out " + (frequency != null ? Setting.FREQUENCY : Setting.TAPERS) + ".");
        }
    }

    /** The selected tapers among those names, in the given order. */
    int[] resolveTapers(List<String> names) {
        return new Axis("taper", Setting.TAPERS, names.size(), names).resolve(tapers);
    }

    /**
     * The selected trials of a recording, in the given order; those that meet conditions in the recording's.
     *
     * @hidden
     */
    public int[] resolveTrials(TrialDefinition all) {
        boolean conditions = trials != null && trials.get(0).kind() == SelectionItem.Kind.CONDITIONS;
        return conditions ? TrialConditions.parse(trials.get(0).text()).of(all.columns(), all.count()) : resolveTrials(all.count());
    }

    /** The selected trials of a recording with that many, in the given order. */
    int[] resolveTrials(int count) {
        return new Axis("trial", Setting.TRIALS, count, null).resolve(trials);
    }

    /**
     * The selected channels among those names, in the given order.
     *
     * @hidden
     */
    public int[] resolveChannels(List<String> names) {
        return new Axis("channel", Setting.CHANNELS, names.size(), names).resolve(channels);
    }

    /**
     * Positions of the selected frequencies among {@code hz}; all of them if none are selected.
     *
     * @param where what has them, for messages
     * @throws IllegalArgumentException if an end lies outside of them, or there is none in the range
     * @hidden
     */
    public int[] resolveFrequencies(double[] hz, String where) {
        return frequency == null ? java.util.stream.IntStream.range(0, hz.length).toArray() : frequency.positions(hz, where);
    }

    boolean hasAllChannels() {
        return channels == null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that && Objects.equals(trials, that.trials) && Objects.equals(channels, that.channels)
                && Objects.equals(latency, that.latency) && Objects.equals(tapers, that.tapers) && Objects.equals(frequency, that.frequency);
    }

    @Override
    public int hashCode() {
        return Objects.hash(trials, channels, latency, tapers, frequency);
    }

    /** For example {@code trials 0,3,5:10, channels Cz,Pz, latency -0.5 to 1.0 s}. */
    @Override
    public String toString() {
        return "trials " + text(trials) + ", channels " + text(channels) + (latency == null ? "" : ", latency " + latency)
                + (tapers == null ? "" : ", tapers " + text(tapers)) + (frequency == null ? "" : ", frequency " + frequency);
    }

    private static String text(List<SelectionItem> items) {
        return items == null ? "all" : String.join(",", items.stream().map(SelectionItem::text).toList());
    }

    /** The axis that a selection is applied to; {@code names} is null where positions have no names. */
    private record Axis(String noun, Setting cure, int count, List<String> names) {
        int[] resolve(List<SelectionItem> items) {
            if (items == null) {
                return java.util.stream.IntStream.range(0, count).toArray();
            }
            int[] picked = items.stream().flatMapToInt(item -> Arrays.stream(item.resolve(noun, cure, count, names))).toArray();
            if (names != null) {
                refuseRepeats(picked);
            }
            return picked;
        }

        private void refuseRepeats(int[] picked) {
            boolean[] seen = new boolean[count];
            for (int c : picked) {
                if (seen[c]) {
                    throw new IllegalArgumentException(SelectionItem.capital(noun) + " " + c + " ('" + names.get(c) + "') is selected twice. A result has"
                            + " one place for each " + noun + ". Name every " + noun + " once in " + cure + ".");
                }
                seen[c] = true;
            }
        }
    }
}
