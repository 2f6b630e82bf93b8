package org.trialmap.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which trials, channels and times of a recording to work on. The given order is kept. Trials may repeat, channels may not. Whether everything that
 * is selected exists is checked when the selection meets a recording. Immutable.
 *
 * <p>In texts, as on the command line: {@code 0,3,5:10} is 0, 3, 5, 6, 7, 8, 9; {@code start:stop[:step]} excludes stop, and start and stop may
 * be left out ({@code 5:}, {@code ::2}). Positions count from 0. Channels may be given by name too: {@code Cz,Pz,0:4}, or from one name to another,
 * both included: {@code Fz..Pz}.
 */
public final class Selection {
    private static final Selection ALL = new Selection(null, null, null);

    private final List<SelectionItem> trials;
    private final List<SelectionItem> channels;
    private final Latency latency;

    private Selection(List<SelectionItem> trials, List<SelectionItem> channels, Latency latency) {
        this.trials = trials;
        this.channels = channels;
        this.latency = latency;
    }

    /** All trials and all channels, in the file's order. */
    public static Selection all() {
        return ALL;
    }

    /** Trials by text, for example {@code 0,3,5:10}. */
    public Selection trials(String text) {
        return new Selection(SelectionItem.parse("trial", text), channels, latency);
    }

    /** Trials by position, from 0. */
    public Selection trials(int... positions) {
        return new Selection(SelectionItem.positions("trial", positions), channels, latency);
    }

    /** Channels by text: positions, ranges and names, for example {@code Cz,Pz,0:4}. Names that hold commas need {@link #channelNames}. */
    public Selection channels(String text) {
        return new Selection(trials, SelectionItem.parse("channel", text), latency);
    }

    /** Channels by position, from 0. */
    public Selection channels(int... positions) {
        return new Selection(trials, SelectionItem.positions("channel", positions), latency);
    }

    /** Channels by name; nothing in the names has a special meaning. */
    public Selection channelNames(List<String> names) {
        return new Selection(trials, SelectionItem.names(names), latency);
    }

    /**
     * A window of time relative to t = 0 in seconds, both ends included: of every trial the samples with {@code fromSeconds <= t <= toSeconds},
     * where sample k is at t = (offset + k) / samplerate. There is no tolerance and no rounding to the nearest sample, as in Syncopy's
     * {@code selectdata(latency=[a, b])} (its {@code best_match(..., span=True)}); FieldTrip takes the samples nearest to both ends.
     *
     * <p>Trials that begin after {@code fromSeconds} or whose last sample is before {@code toSeconds} are left out, also as in Syncopy;
     * {@link TrialChunks#dropped} says which. So 1000 samples at 1000 Hz from t = 0 on cover [0, 0.999], but not [0, 1].
     *
     * @throws IllegalArgumentException unless both are finite and {@code fromSeconds <= toSeconds}
     */
    public Selection latency(double fromSeconds, double toSeconds) {
        return new Selection(trials, channels, new Latency(fromSeconds, toSeconds));
    }

    /** The window of time, or nothing for whole trials. */
    Optional<Latency> latency() {
        return Optional.ofNullable(latency);
    }

    /** The selected trials of a recording with that many, in the given order. */
    int[] resolveTrials(int count) {
        return new Axis("trial", "--trials SEL (trials(...))", count, null).resolve(trials);
    }

    /** The selected channels among those names, in the given order. */
    int[] resolveChannels(List<String> names) {
        return new Axis("channel", "--channels SEL (channels(...))", names.size(), names).resolve(channels);
    }

    boolean hasAllChannels() {
        return channels == null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that && Objects.equals(trials, that.trials) && Objects.equals(channels, that.channels)
                && Objects.equals(latency, that.latency);
    }

    @Override
    public int hashCode() {
        return Objects.hash(trials, channels, latency);
    }

    /** For example {@code trials 0,3,5:10, channels Cz,Pz, latency -0.5 to 1.0 s}. */
    @Override
    public String toString() {
        return "trials " + text(trials) + ", channels " + text(channels) + (latency == null ? "" : ", latency " + latency);
    }

    private static String text(List<SelectionItem> items) {
        return items == null ? "all" : String.join(",", items.stream().map(SelectionItem::text).toList());
    }

    /** The axis that a selection is applied to; {@code names} is null where positions have no names. */
    private record Axis(String noun, String cure, int count, List<String> names) {
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
                    throw new IllegalArgumentException("Channel " + c + " ('" + names.get(c) + "') is selected twice. A result has one place for each"
                            + " channel. Name every channel once in " + cure + ".");
                }
                seen[c] = true;
            }
        }
    }
}
