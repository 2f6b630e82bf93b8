package org.trialmap.trial.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.array.NdArray;

/** A trigger channel: its low 16 bits are the number of an event, or 0; those above say how the amplifier is. */
record StatusChannel(BlockLayout layout, double samplerateHz) {
    private static final int PIECE = 1 << 20;
    private static final int CODE = 0xFFFF;

    /** An event wherever the number changes to another one than 0; what it is at first is none. Times, since its rate may be another one than the recording's. */
    List<Marker> markers() throws IOException {
        List<Marker> markers = new ArrayList<>();
        try (BlockReader reader = new BlockReader(layout)) {
            int before = -1;
            for (long from = 0; from < layout.samples(); from += PIECE) {
                NdArray numbers = reader.read(from, (int) Math.min(PIECE, layout.samples() - from), new int[1], null);
                for (int i = 0; i < numbers.size(); i++) {
                    int code = (numbers.data() instanceof short[] narrow ? narrow[i] : ((int[]) numbers.data())[i]) & CODE;
                    if (code != before && code != 0 && before >= 0) {
                        markers.add(Marker.at((from + i) / samplerateHz, 0, Integer.toString(code)));
                    }
                    before = code;
                }
            }
        }
        return markers;
    }
}
