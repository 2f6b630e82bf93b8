package org.trialmap.trial.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A channel of 16 digital lines: {@code XD0.3} is where line 3 of the word XD0 rises, {@code -XD0.3} where it falls; what it is at first is none. */
record DigitalWord(BlockLayout layout, double samplerateHz, String name) {
    private static final int PIECE = 1 << 20;

    List<Marker> markers() throws IOException {
        List<Marker> markers = new ArrayList<>();
        try (BlockReader reader = new BlockReader(layout)) {
            short before = ((short[]) reader.read(0, 1, new int[1], null).data())[0];
            for (long from = 0; from < layout.samples(); from += PIECE) {
                short[] words = (short[]) reader.read(from, (int) Math.min(PIECE, layout.samples() - from), new int[1], null).data();
                for (int i = 0; i < words.length; i++) {
                    if (words[i] != before) {
                        add((from + i) / samplerateHz, before, words[i], markers);
                        before = words[i];
                    }
                }
            }
        }
        return markers;
    }

    private void add(double seconds, short before, short now, List<Marker> markers) {
        for (int line = 0; line < Short.SIZE; line++) {
            int bit = 1 << line;
            if (((before ^ now) & bit) != 0) {
                markers.add(Marker.at(seconds, 0, ((now & bit) == 0 ? "-" : "") + name + "." + line));
            }
        }
    }
}
