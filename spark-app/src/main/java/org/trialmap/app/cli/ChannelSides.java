package org.trialmap.app.cli;

import java.util.Arrays;
import java.util.List;

/** What {@code --channelcmb 'A,B;C,D'} means: names of senders and of receivers. */
public final class ChannelSides {
    private ChannelSides() {}

    /** Two lists of names. Throws {@link UsageException} if there are not two sides. */
    public static List<List<String>> of(String channelcmb) {
        List<List<String>> sides = Arrays.stream(channelcmb.split(";", -1)).map(side -> Arrays.stream(side.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList()).toList();
        if (sides.size() != 2) {
            throw new UsageException(
                    "--channelcmb is " + QuotedText.of(channelcmb) + ", which has " + sides.size() + (sides.size() == 1 ? " part" : " parts") + " separated by semicolons. It has two: names of"
                            + " senders and of receivers. Write --channelcmb 'A,B;C,D'.");
        }
        return sides;
    }
}
