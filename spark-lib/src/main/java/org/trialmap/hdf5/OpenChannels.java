package org.trialmap.hdf5;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;

/** Keeps at most so many of its channels' files open: a process may hold about a thousand, and a container can link to more. */
final class OpenChannels {
    private final int most;
    private final LinkedHashSet<ReopeningChannel> open = new LinkedHashSet<>(); // the longest unused first

    OpenChannels(int most) {
        this.most = most;
    }

    /** Notes that a channel is being used, and has the one that was not used for longest let go of its file if there are too many. */
    void used(ReopeningChannel channel) throws IOException {
        ReopeningChannel longest = null;
        synchronized (this) {
            open.remove(channel);
            open.add(channel);
            if (open.size() > most) {
                Iterator<ReopeningChannel> all = open.iterator();
                longest = all.next();
                all.remove();
            }
        }
        if (longest != null) { // outside the lock: closing may take its time
            longest.release();
        }
    }

    synchronized void closed(ReopeningChannel channel) {
        open.remove(channel);
    }
}
