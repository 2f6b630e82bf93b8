package org.trialmap.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.support.ReadOnlyChannel;

/** One read gives all that the file has, however little the file system gives at a time. */
class ReopeningChannelTest {
    @TempDir
    Path folder;

    @Test
    void readsFullyWhereTheFileSystemReadsShort() throws IOException {
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        try (Trickle channel = new Trickle(bytes)) {
            ByteBuffer target = ByteBuffer.allocate(50);
            target.position(10);
            assertEquals(40, ReopeningChannel.fill(channel, target, 5));
            assertArrayEquals(Arrays.copyOfRange(bytes, 5, 45), Arrays.copyOfRange(target.array(), 10, 50));
            assertEquals(3, ReopeningChannel.fill(channel, target.clear(), 97));
            assertEquals(-1, ReopeningChannel.fill(channel, target.clear(), 100));
            assertEquals(0, ReopeningChannel.fill(channel, ByteBuffer.allocate(0), 5));
        }
    }

    @Test
    void readsFullyFromAFile() throws IOException {
        Path file = Files.write(folder.resolve("f"), new byte[] {1, 2, 3, 4, 5});
        try (ReopeningChannel channel = ReopeningChannel.open(file, new OpenChannels(1))) {
            ByteBuffer target = ByteBuffer.allocate(9);
            assertEquals(4, channel.read(target, 1));
            assertArrayEquals(new byte[] {2, 3, 4, 5, 0, 0, 0, 0, 0}, target.array());
        }
    }

    /** Gives three bytes at a time, as a network file system may. */
    private static final class Trickle extends ReadOnlyChannel {
        private final byte[] bytes;

        private Trickle(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            int n = (int) Math.min(Math.min(3, target.remaining()), bytes.length - position);
            if (n > 0) {
                target.put(bytes, (int) position, n);
            }
            return n > 0 ? n : -1;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        protected void implCloseChannel() {}
    }
}
