package org.trialmap.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.FilterManager;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.trialmap.hdf5.format.Deflate;
import org.trialmap.hdf5.format.Fletcher32;
import org.trialmap.hdf5.format.Shuffle;

/** The filters that a chunk went through on its way into the file, undone: gzip, shuffle and fletcher32 here, the others by jHDF. What jHDF's do not check is checked here. */
final class Filters {
    private static final int GZIP = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int BITSHUFFLE = 32008;
    private static final int BITSHUFFLE_ZSTD = 3;
    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(1, "gzip"), Map.entry(2, "shuffle"), Map.entry(3, "fletcher32"),
            Map.entry(4, "szip"), Map.entry(5, "nbit"), Map.entry(6, "scaleoffset"), Map.entry(32000, "lzf"), Map.entry(32001, "blosc"),
            Map.entry(32004, "lz4"), Map.entry(32008, "bitshuffle"), Map.entry(32013, "zfp"), Map.entry(32015, "zstd"), Map.entry(32017, "sz"),
            Map.entry(32026, "blosc2"));

    private Filters() {}

    static void requireSupported(List<FilterInfo> filters, String where) throws Hdf5Exception {
        for (FilterInfo filter : filters) {
            if (!isSupported(filter)) {
                throw new Hdf5Exception("Cannot read " + where + ": it was stored with the filter " + name(filter) + " (number " + filter.getId()
                        + "), which is not supported. Readable are gzip, shuffle, fletcher32, lzf, lz4 and bitshuffle (without zstd)."
                        + " Store it again with one of them, for example with h5repack -f GZIP=4.");
            }
        }
    }

    private static boolean isSupported(FilterInfo filter) {
        try {
            FilterManager.getPipeline(List.of(filter));
        } catch (HdfException e) {
            return false;
        }
        return filter.getId() != BITSHUFFLE || filter.getData().length < 5 || filter.getData()[4] != BITSHUFFLE_ZSTD;
    }

    private static String name(FilterInfo filter) {
        return NAMES.getOrDefault(filter.getId(), filter.getName());
    }

    /**
     * The elements of a chunk.
     *
     * @param mask bit i is set if the i-th filter was left out
     * @param bytes that they have
     */
    static byte[] decode(byte[] stored, List<FilterInfo> filters, int mask, long bytes) throws IOException {
        byte[] decoded = stored;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if ((mask >> i & 1) == 0) {
                decoded = decode(decoded, filters.get(i), bytes);
            }
        }
        if (decoded.length != bytes) {
            throw new IOException("it has " + decoded.length + " bytes instead of " + bytes);
        }
        return decoded;
    }

    private static byte[] decode(byte[] stored, FilterInfo filter, long bytes) throws IOException {
        if (filter.getId() == FLETCHER32) {
            return Fletcher32.verified(stored);
        }
        if (filter.getId() == SHUFFLE && filter.getData().length > 0 && filter.getData()[0] > 0) {
            return Shuffle.undone(stored, filter.getData()[0]);
        }
        if (filter.getId() == BITSHUFFLE) {
            requireWholeBlocks(filter.getData(), bytes);
        }
        try {
            if (filter.getId() == GZIP) {
                return Deflate.inflated(stored, Math.toIntExact(bytes));
            }
            return FilterManager.getPipeline(List.of(filter)).decode(stored);
        } catch (DataFormatException | RuntimeException e) {
            throw new IOException("the filter " + name(filter) + " cannot undo it", e);
        }
    }

    /** jHDF 0.13.0 takes a last block that is shorter than the others for one that was not compressed. */
    private static void requireWholeBlocks(int[] data, long bytes) throws IOException {
        int width = data[2];
        long block = (data[3] == 0 ? Math.max(8192 / width / 8 * 8, 128) : data[3]) * (long) width;
        if (data.length > 4 && data[4] != 0 && bytes > block && bytes % block >= 8L * width) {
            throw new IOException("its last block is shorter than the others, which is not supported for the filter bitshuffle");
        }
    }
}
