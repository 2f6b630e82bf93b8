package org.trialmap.trial.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Where the samples of a recording lie: what another process needs to read them. */
public interface SampleStore extends Serializable {
    /** Absolute path of the file that has them. */
    String file();

    /** Samples of each channel. */
    long samples();

    /** Type of the numbers as they are given. */
    DType dtype();

    /**
     * Opens the file.
     *
     * @throws IllegalStateException if its size is another one than when the recording was opened
     */
    Reader open() throws IOException;

    /** A file that is open; for one thread. */
    interface Reader extends Closeable {
        /**
         * Samples {@code first} to {@code first + count - 1} of those channels, in the order given: shape (count, channels).
         *
         * @param room an array whose memory may be used, or null
         */
        NdArray read(long first, int count, int[] channels, NdArray room) throws IOException;
    }

    /** Throws {@link IllegalStateException} if a file has another size than it had when the run was planned. */
    static void requireSize(String file, long now, long before) {
        if (now != before) {
            throw new IllegalStateException(file + " has now " + now + " bytes, it had " + before + " when the run was planned. The file was replaced in between, so results would not belong"
                    + " together. Start the run again.");
        }
    }
}
