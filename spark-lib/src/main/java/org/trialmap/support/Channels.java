package org.trialmap.support;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Positional reads and writes that do not stop half-way, and folders forced to the disk. */
public final class Channels {
    private Channels() {}

    public static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    public static void readFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            int n = channel.read(bytes, position);
            if (n < 0) {
                throw new EOFException("the file ends at byte " + channel.size() + ", data is missing from byte " + position + " on");
            }
            position += n;
        }
    }

    /** Goes to the end of a file of lines, of which a killed process may have written the last one in part: that is cut off. */
    public static void appendLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = channel.size();
        for (; end > 0; end--) {
            channel.read(one.clear(), end - 1);
            if (one.get(0) == '\n') {
                break;
            }
        }
        channel.truncate(end);
        channel.position(end);
    }

    /** Makes a rename in that folder durable, where the system allows to open folders. */
    public static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network file systems have no such thing; the rename itself has happened
        }
    }
}
