package org.trialmap.trial;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;

/** Where the samples lie: what a task needs to read its own. It is sent to executors, which open the file themselves. */
interface SampleSource extends Serializable {
    /** The file as users name it, absolute. */
    String path();

    /** All files that are read, absolute. */
    default List<String> files() {
        return List.of(path());
    }

    /** The dataset's path inside an HDF5 file; of other files the name of their format. */
    String dataset();

    /** (sample,), (sample, channel) or (trial, sample, channel); (time, taper, freq, channel) of a spectrum. */
    long[] shape();

    /** Type of the numbers in the file. */
    DType stored();

    Scaling scaling();

    double samplerateHz();

    /**
     * Opens the file.
     *
     * @throws IllegalStateException if it is no longer the one that was planned for
     */
    OpenSamples open() throws IOException;

    /** Adds what is the same on any machine and changes when other data come under the same name. */
    void fingerprint(Fingerprint fingerprint);

    /** A file that is open; for one thread. */
    interface OpenSamples extends AutoCloseable {
        /**
         * Samples {@code first} to {@code first + count - 1} of those channels, in the order given, as they are stored: shape (count, channels).
         *
         * @param room an array whose memory may be used, or null
         */
        NdArray read(long first, int count, int[] channels, NdArray room) throws IOException;

        @Override
        void close();
    }

    /** Type of the values that are read. */
    default DType dtype() {
        return scaling().dtype(stored());
    }

    /** The dataset and its file, for messages. */
    default String where() {
        return dataset() + " of " + path();
    }

    /** Reads any number of trials, all with those channels in the order given. To be closed. */
    default ChunkReader reader(int[] channels) throws IOException {
        return new ChunkReader(this, open(), channels);
    }

    /** The values of samples {@code first} to {@code first + count - 1} of those channels, in the order given: shape (count, channels). */
    default NdArray read(long first, int count, int[] channels) throws IOException {
        try (ChunkReader reader = reader(channels)) {
            return reader.read(first, count, null);
        }
    }

    /** The same of a spectrum: shape (count, tapers, freqs, channels). */
    default NdArray read(long first, int count, int[] tapers, int[] freqs, int[] channels) throws IOException {
        throw new IllegalStateException(where() + " is no spectrum.");
    }
}
