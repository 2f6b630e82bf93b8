package org.trialmap.trial;

import java.io.IOException;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.Hdf5File;

/** Reads any positions of the axes (taper, freq, channel) of a spectrum: few regions, from which the wanted values are picked. */
record Slabs(Hdf5File.Dataset spectrum, long first, int count, int[] tapers, int[] freqs, int[] channels) {
    NdArray read() throws IOException {
        List<ChannelRuns.Run> taperRuns = ChannelRuns.of(tapers);
        List<ChannelRuns.Run> freqRuns = ChannelRuns.of(freqs);
        List<ChannelRuns.Run> channelRuns = ChannelRuns.of(channels);
        if (isOne(taperRuns, tapers) && isOne(freqRuns, freqs) && isOne(channelRuns, channels)) {
            return spectrum.read(region(taperRuns.get(0), freqRuns.get(0), channelRuns.get(0)));
        }
        NdArray values = NdArray.zeros(spectrum.dtype(), count, tapers.length, freqs.length, channels.length);
        for (ChannelRuns.Run t : taperRuns) {
            for (ChannelRuns.Run f : freqRuns) {
                for (ChannelRuns.Run c : channelRuns) {
                    pick(spectrum.read(region(t, f, c)), t, f, c, values);
                }
            }
        }
        return values;
    }

    private static boolean isOne(List<ChannelRuns.Run> runs, int[] positions) {
        return runs.size() == 1 && runs.get(0).size() == positions.length && Hdf5Source.ascending(positions);
    }

    private Region region(ChannelRuns.Run t, ChannelRuns.Run f, ChannelRuns.Run c) {
        return new Region(new long[] {first, t.first(), f.first(), c.first()}, new long[] {count, t.size(), f.size(), c.size()});
    }

    private void pick(NdArray read, ChannelRuns.Run t, ChannelRuns.Run f, ChannelRuns.Run c, NdArray values) {
        int width = values.dtype().width();
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < tapers.length; i++) {
                for (int j = 0; t.holds(tapers[i]) && j < freqs.length; j++) {
                    if (f.holds(freqs[j])) {
                        int from = ((s * t.size() + tapers[i] - t.first()) * f.size() + freqs[j] - f.first()) * c.size();
                        int to = ((s * tapers.length + i) * freqs.length + j) * channels.length;
                        row(read.data(), from, c, values.data(), to, width);
                    }
                }
            }
        }
    }

    private void row(Object read, int from, ChannelRuns.Run c, Object values, int to, int width) {
        for (int k = 0; k < channels.length;) {
            if (!c.holds(channels[k])) {
                k++;
                continue;
            }
            int neighbours = 1;
            while (k + neighbours < channels.length && channels[k + neighbours] == channels[k] + neighbours && c.holds(channels[k + neighbours])) {
                neighbours++;
            }
            System.arraycopy(read, (from + channels[k] - c.first()) * width, values, (to + k) * width, neighbours * width);
            k += neighbours;
        }
    }
}
