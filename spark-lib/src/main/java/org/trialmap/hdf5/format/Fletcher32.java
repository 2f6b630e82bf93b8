package org.trialmap.hdf5.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/** HDF5's own checksum of chunks: two sums over 16-bit big-endian words, behind the data. */
public final class Fletcher32 {
    private static final int BEFORE_FOLDING = 360;

    private Fletcher32() {}

    /** The data without their checksum, if it is right. */
    public static byte[] verified(byte[] stored) throws IOException {
        if (stored.length < 4) {
            throw new IOException("it is too short for a checksum");
        }
        int length = stored.length - 4;
        int said = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
        int sum = of(stored, length);
        if (said != sum && said != swapped(sum)) {
            throw new IOException(String.format(Locale.ROOT, "its checksum is %08x, but that of its data is %08x", said, sum));
        }
        return Arrays.copyOf(stored, length);
    }

    /** HDF5 before 1.6.3 wrote the bytes of both halves the other way round on little-endian machines. */
    private static int swapped(int sum) {
        return (sum & 0x00ff00ff) << 8 | sum >>> 8 & 0x00ff00ff;
    }

    private static int of(byte[] data, int length) {
        int low = 0;
        int high = 0;
        int words = length / 2;
        for (int at = 0; words > 0;) {
            int end = at + 2 * Math.min(words, BEFORE_FOLDING);
            words -= (end - at) / 2;
            for (; at < end; at += 2) {
                low += (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
                high += low;
            }
            low = folded(low);
            high = folded(high);
        }
        if (length % 2 != 0) {
            low += (data[length - 1] & 0xff) << 8;
            high += low;
            low = folded(low);
            high = folded(high);
        }
        return folded(high) << 16 | folded(low);
    }

    private static int folded(int sum) {
        return (sum & 0xffff) + (sum >>> 16);
    }
}
