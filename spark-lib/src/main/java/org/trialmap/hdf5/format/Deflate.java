package org.trialmap.hdf5.format;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** HDF5's filter gzip: a zlib stream, with zlib's checksum. */
public final class Deflate {
    private Deflate() {}

    /**
     * What the stream holds.
     *
     * @param bytes that it probably has
     * @throws DataFormatException if the stream is damaged or ends too early
     */
    public static byte[] inflated(byte[] stored, int bytes) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            byte[] all = new byte[Math.max(1, bytes)];
            int count = 0;
            while (!inflater.finished()) {
                if (count == all.length) {
                    all = Arrays.copyOf(all, Math.multiplyExact(2, count));
                }
                int more = inflater.inflate(all, count, all.length - count);
                if (more == 0 && !inflater.finished()) {
                    throw new DataFormatException(inflater.needsDictionary() ? "it asks for a dictionary" : "it ends too early");
                }
                count += more;
            }
            return count == all.length ? all : Arrays.copyOf(all, count);
        } finally {
            inflater.end();
        }
    }
}
