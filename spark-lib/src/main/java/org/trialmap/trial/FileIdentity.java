package org.trialmap.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.trialmap.files.InputPath;
import org.trialmap.support.Channels;
import org.trialmap.task.Fingerprint;

/** What identifies a file on any machine: name without folder, size, and its first and last MiB. */
final class FileIdentity {
    private static final int HASHED_BYTES = 1 << 20;

    private FileIdentity() {}

    static void add(Fingerprint fingerprint, String path) {
        try (FileChannel channel = FileChannel.open(InputPath.of(path))) {
            long size = channel.size();
            fingerprint.add(InputPath.of(path).getFileName().toString()).add(size);
            fingerprint.add(bytes(channel, 0)).add(bytes(channel, Math.max(0, size - HASHED_BYTES)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e, e);
        }
    }

    private static byte[] bytes(FileChannel channel, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(HASHED_BYTES, channel.size() - from));
        Channels.readFully(channel, buffer, from);
        return buffer.array();
    }
}
