package org.trialmap.trial;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.task.Fingerprint;

/**
 * Where the samples lie: what a task needs to read its own.
 *
 * @param path the file, absolute
 * @param dataset the dataset's path inside the file
 * @param shape (sample,), (sample, channel) or (trial, sample, channel); (time, taper, freq, channel) of a spectrum
 * @param stored type of the numbers in the file
 */
record SampleSource(String path, String dataset, long[] shape, DType stored, Scaling scaling, double samplerateHz) implements Serializable {
    private static final int OPEN_FILES = 8;
    private static final int HASHED_BYTES = 1 << 20;
    private static final OpenFiles<Hdf5File> FILES = new OpenFiles<>(Hdf5File::open, OPEN_FILES);

    /** Type of the values that are read. */
    DType dtype() {
        return scaling.dtype(stored);
    }

    /** The dataset and its file, for messages. */
    String where() {
        return dataset + " of " + path;
    }

    /** Reads any number of trials, all with those channels in the order given. To be closed. */
    ChunkReader reader(int[] channels) throws IOException {
        OpenFiles<Hdf5File>.Lease lease = FILES.lease(Path.of(path));
        try {
            Hdf5File.Dataset samples = lease.file().dataset(dataset);
            checkUnchanged(samples);
            return new ChunkReader(this, lease, samples, channels);
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Samples {@code first} to {@code first + count - 1} of those channels, in the order given: shape (count, channels). */
    NdArray read(long first, int count, int[] channels) throws IOException {
        try (ChunkReader reader = reader(channels)) {
            return reader.read(first, count, null);
        }
    }

    /** The same of a spectrum: shape (count, tapers, freqs, channels). */
    NdArray read(long first, int count, int[] tapers, int[] freqs, int[] channels) throws IOException {
        return FILES.with(Path.of(path), file -> {
            Hdf5File.Dataset spectrum = file.dataset(dataset);
            checkUnchanged(spectrum);
            return scaling.apply(new Slabs(spectrum, first, count, tapers, freqs, channels).read(), channels, null);
        });
    }

    static boolean ascending(int[] channels) {
        for (int i = 1; i < channels.length; i++) {
            if (channels[i] != channels[i - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    Region region(long first, int count, ChannelRuns.Run run) {
        return switch (shape.length) {
            case 1 -> new Region(new long[] {first}, new long[] {count});
            case 2 -> new Region(new long[] {first, run.first()}, new long[] {count, run.size()});
            default -> new Region(new long[] {first / shape[1], first % shape[1], run.first()}, new long[] {1, count, run.size()});
        };
    }

    private void checkUnchanged(Hdf5File.Dataset samples) throws IOException {
        long[] now = samples.shape();
        if (!Arrays.equals(now, shape) || samples.dtype() != stored) {
            throw new IllegalStateException(where() + " is now " + samples.dtype() + " " + Shape.format(now) + ", it was " + stored + " "
                    + Shape.format(shape) + " when the run was planned. The file was replaced in between, so results would not belong together."
                    + " Start the run again.");
        }
    }

    /** Adds what is the same on any machine and changes when other data come under the same name. */
    void fingerprint(Fingerprint fingerprint) {
        try (FileChannel channel = FileChannel.open(Path.of(path))) {
            long size = channel.size();
            fingerprint.add(Path.of(path).getFileName().toString()).add(size);
            fingerprint.add(bytes(channel, 0)).add(bytes(channel, Math.max(0, size - HASHED_BYTES)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e, e);
        }
        fingerprint.add(dataset).add(shape).add(dtype().toString()).add(samplerateHz);
        scaling.fingerprint(fingerprint);
    }

    private static byte[] bytes(FileChannel channel, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(HASHED_BYTES, channel.size() - from));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            continue;
        }
        return buffer.array();
    }
}
