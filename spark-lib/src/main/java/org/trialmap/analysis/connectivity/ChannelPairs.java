package org.trialmap.analysis.connectivity;

import java.util.List;
import java.util.Map;
import org.trialmap.analysis.ResultForm;
import org.trialmap.array.DType;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialChunks;

/**
 * Which pairs of channels a result has (Syncopy's {@code channelcmb}): each of some senders with each of some receivers, or all with all.
 *
 * @param senders names along {@code channel_i}; empty, as the receivers: all
 * @param receivers names along {@code channel_j}
 * @hidden
 */
public record ChannelPairs(List<String> senders, List<String> receivers) {
    static final ChannelPairs ALL = new ChannelPairs(List.of(), List.of());

    public ChannelPairs {
        senders = List.copyOf(senders);
        receivers = List.copyOf(receivers);
        if (senders.isEmpty() != receivers.isEmpty()) {
            throw new IllegalArgumentException("Pairs of channels were asked for with " + senders.size() + " senders and " + receivers.size() + " receivers. There must be at least one of each."
                    + " Correct " + Setting.CHANNELCMB + ", or leave it out to have all pairs.");
        }
        for (List<String> side : List.of(senders, receivers)) {
            if (side.stream().distinct().count() < side.size()) {
                throw new IllegalArgumentException("Pairs of channels were asked for with " + side + ", which names a channel twice. A result has one place for each channel. Name each once in "
                        + Setting.CHANNELCMB + ".");
            }
        }
    }

    boolean areAll() {
        return senders.isEmpty();
    }

    /** Only where it is given, so that other plans keep their ids. */
    Map<String, Object> options() {
        return areAll() ? Map.of() : Map.of("channelcmb", List.of(senders, receivers));
    }

    /** The form of all pairs with these pairs only. */
    ResultForm of(ResultForm all, TrialChunks trials) {
        if (areAll()) {
            return all;
        }
        positions(senders, trials);
        positions(receivers, trials);
        SyncopyContainer.Header header = SyncopyContainer.Header.crossSpectral(all.header().samplerateHz().orElseThrow(), all.header().freq(), senders, receivers);
        return new ResultForm(header, all.history(), all.dtype(), new long[] {all.core()[0], senders.size()}, all.rows(), all.offsets(), all.axis(), all.trialinfo(), all.toi());
    }

    /** The pairs' places in matrices of all. */
    PairMatrices matrices(TrialChunks trials, DType dtype) {
        return new PairMatrices(trials.channelNames().size(), positions(senders, trials), positions(receivers, trials), dtype);
    }

    private static int[] positions(List<String> names, TrialChunks trials) {
        List<String> channels = trials.channelNames();
        for (String name : names) {
            if (!channels.contains(name)) {
                throw new IllegalArgumentException("Pairs with the channel '" + name + "' were asked for, which is not among those that are analysed." + Suggestions.of(name, channels)
                        + " They are " + Suggestions.list(channels) + ". Correct " + Setting.CHANNELCMB + " or " + Setting.CHANNELS + ".");
            }
        }
        return names.stream().mapToInt(channels::indexOf).toArray();
    }
}
