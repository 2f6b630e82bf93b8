package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.trialmap.support.Channels;

/** Says plainly why a file cannot be an intact HDF5 file, before a reader stumbles over it (Format Specification, II.A "The Superblock"). */
final class FileCheck {
    private static final long SIGNATURE = 0x0a1a0a0d46444889L;

    private FileCheck() {}

    static void exists(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new Hdf5Exception("Cannot open '" + file + "': there is no such file. Check the path.");
        }
        if (Files.isDirectory(file)) {
            throw new Hdf5Exception("Cannot open '" + file + "': it is a folder. Name the HDF5 file inside it.");
        }
        if (!Files.isRegularFile(file)) { // opening a pipe would wait for a writer
            throw new Hdf5Exception("Cannot open '" + file + "': it is a pipe or a device, not a file. Name an HDF5 file.");
        }
        if (!Files.isReadable(file)) {
            throw new Hdf5Exception("Cannot open '" + file + "': reading it is not permitted. Change its permissions.");
        }
    }

    static void intact(Path file, FileChannel channel) throws IOException {
        long length = channel.size();
        if (length == 0) {
            throw new Hdf5Exception("Cannot open '" + file + "': it is empty (0 bytes), nothing was ever written to it. Write it again.");
        }
        for (long at = 0; at + 8 <= length; at = at == 0 ? 512 : at * 2) {
            ByteBuffer start = ByteBuffer.allocate((int) Math.min(64, length - at)).order(ByteOrder.LITTLE_ENDIAN);
            Channels.readFully(channel, start, at);
            if (start.getLong(0) == SIGNATURE) {
                requireLength(file, start, length);
                return;
            }
        }
        throw new Hdf5Exception("Cannot open '" + file + "' (" + length + " bytes): it has no HDF5 signature. It is in another format, or writing it"
                + " was interrupted. Check that it is the right file, or write it again.");
    }

    private static void requireLength(Path file, ByteBuffer superblock, long length) throws IOException {
        int version = superblock.limit() > 8 ? superblock.get(8) : -1;
        int ends = version < 2 ? version == 1 ? 44 : 40 : 28;
        boolean wide = version >= 0 && superblock.limit() > 13 && superblock.get(version < 2 ? 13 : 9) == 8;
        if (version < 0 || wide && superblock.limit() < ends + 8) {
            throw new Hdf5Exception("Cannot open '" + file + "': it is cut off after " + length + " bytes, within the first header."
                    + " Copy or write it again.");
        }
        if (wide && superblock.getLong(ends) > length) {
            throw new Hdf5Exception("Cannot open '" + file + "': it is truncated: it has " + length + " bytes, its header says "
                    + superblock.getLong(ends) + ". A copy was interrupted, or the disk was full. Copy or write it again.");
        }
    }
}
