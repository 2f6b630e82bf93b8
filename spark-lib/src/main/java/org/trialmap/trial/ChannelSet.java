package org.trialmap.trial;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Channels that go together into a task; the tasks of all trials share one.
 *
 * @param indices positions in the recording
 * @param names in the same order
 * @param text for messages, for example {@code channels 8..15}; empty for all of the recording's in their order
 */
record ChannelSet(int[] indices, List<String> names, String text) implements Serializable {
    static ChannelSet of(int[] indices, List<String> allNames) {
        return new ChannelSet(indices, List.of(Arrays.stream(indices).mapToObj(allNames::get).toArray(String[]::new)), text(indices, allNames.size()));
    }

    int count() {
        return indices.length;
    }

    private static String text(int[] c, int all) {
        boolean neighbours = true;
        for (int i = 1; i < c.length; i++) {
            neighbours &= c[i] == c[i - 1] + 1;
        }
        if (neighbours && c.length == all) {
            return "";
        }
        if (c.length == 1) {
            return "channel " + c[0];
        }
        return "channels " + (neighbours ? c[0] + ".." + c[c.length - 1] : Arrays.stream(c).mapToObj(Integer::toString).collect(Collectors.joining(",")));
    }
}
