package org.trialmap.trial.format;

import java.io.IOException;
import java.util.Arrays;
import org.trialmap.array.DType;

/**
 * Where the samples of a file lie: sample s of channel c is at {@code base + s / perRecord * recordBytes + offset[c] + s % perRecord * step}.
 *
 * @param file absolute path of the file with the samples
 * @param fileBytes its size
 * @param base byte where the first record begins
 * @param recordBytes from one record to the next
 * @param perRecord samples of each channel in a record
 * @param offset byte of each channel's first sample in a record
 * @param step bytes from one sample of a channel to its next in the record
 * @param samples samples of each channel
 */
public record BlockLayout(String file, long fileBytes, SampleType type, boolean bigEndian, long base, long recordBytes, long perRecord, long[] offset, int step,
        long samples) implements SampleStore {
    /** Throws {@link IllegalArgumentException} if a sample would lie outside the file. */
    public BlockLayout {
        if (samples < 1 || perRecord < 1 || offset.length == 0 || step < type.bytes()) {
            throw new IllegalArgumentException(file + " has " + samples + " samples of " + offset.length + " channels. There would be nothing to compute.");
        }
        long last = base + (samples - 1) / perRecord * recordBytes + (samples - 1) % perRecord * step + Arrays.stream(offset).max().orElseThrow() + type.bytes();
        if (last > fileBytes || base < 0 || last < 0) {
            throw new IllegalArgumentException(file + " has " + fileBytes + " bytes, but its samples end at byte " + last + ".");
        }
    }

    /** The channels of a sample side by side, one sample after the other. */
    static BlockLayout multiplexed(SampleFile data, int channels, int stored) {
        return new BlockLayout(data.file().toString(), data.bytes(), data.type(), data.bigEndian(), data.base(), 0, Long.MAX_VALUE,
                offsets(channels, data.type().bytes()), Math.multiplyExact(stored, data.type().bytes()), data.samples(stored));
    }

    /** One channel after the other. */
    static BlockLayout vectorized(SampleFile data, int channels) {
        long samples = data.samples(channels);
        return new BlockLayout(data.file().toString(), data.bytes(), data.type(), data.bigEndian(), data.base(), 0, Long.MAX_VALUE,
                offsets(channels, samples * data.type().bytes()), data.type().bytes(), samples);
    }

    private static long[] offsets(int channels, long step) {
        long[] offsets = new long[channels];
        Arrays.setAll(offsets, c -> c * step);
        return offsets;
    }

    /** The same with these channels only. */
    BlockLayout channels(int... positions) {
        return new BlockLayout(file, fileBytes, type, bigEndian, base, recordBytes, perRecord, Arrays.stream(positions).mapToLong(c -> offset[c]).toArray(), step, samples);
    }

    /** Number of the record that has sample {@code s}. */
    long record(long s) {
        return s / perRecord;
    }

    /** Byte of a sample. */
    long position(long s, int channel) {
        return base + record(s) * recordBytes + offset[channel] + s % perRecord * step;
    }

    @Override
    public DType dtype() {
        return type.dtype();
    }

    @Override
    public Reader open() throws IOException {
        return new BlockReader(this);
    }
}
