package org.trialmap.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.NdArray;

/** How a set of channels is fetched: few reads of neighbouring channels, from which the wanted ones are picked. */
final class ChannelRuns {
    /** Gaps up to this are read over: a further read (and decompressing the same HDF5 chunk again) costs more than some unused values. */
    private static final int GAP = 16;

    /** Channels {@code first} to {@code last}, both included. */
    record Run(int first, int last) {
        int size() {
            return last - first + 1;
        }

        boolean holds(int channel) {
            return channel >= first && channel <= last;
        }
    }

    private ChannelRuns() {}

    /** The reads for these channels, which may be in any order. */
    public static List<Run> of(int[] channels) {
        int[] sorted = Arrays.stream(channels).sorted().toArray();
        List<Run> runs = new ArrayList<>();
        int first = sorted[0];
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] - sorted[i - 1] > GAP) {
                runs.add(new Run(first, sorted[i - 1]));
                first = i == sorted.length ? 0 : sorted[i];
            }
        }
        return runs;
    }

    /** Copies from a run's samples x channels the wanted ones to their places in {@code target}, which is samples x {@code channels.length}. */
    static void pick(NdArray read, Run run, int[] channels, NdArray target) {
        int width = read.dtype().width();
        int samples = read.size() / run.size();
        for (int c = 0; c < channels.length;) {
            int from = channels[c] - run.first();
            if (!run.holds(channels[c])) {
                c++;
                continue;
            }
            int neighbours = 1;
            while (c + neighbours < channels.length && channels[c + neighbours] == channels[c] + neighbours && from + neighbours < run.size()) {
                neighbours++;
            }
            for (int s = 0; s < samples; s++) {
                System.arraycopy(read.data(), (s * run.size() + from) * width, target.data(), (s * channels.length + c) * width, neighbours * width);
            }
            c += neighbours;
        }
    }
}
