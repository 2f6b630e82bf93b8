package org.trialmap.store.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.trialmap.store.OwnFiles;

/** CRC-32C of files, as eight hexadecimal digits. */
final class Checksums {
    private static final int BUFFER = 1 << 18;

    private Checksums() {}

    static String of(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = OwnFiles.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                crc.update(buffer.flip());
            }
        }
        return text(crc);
    }

    static String text(CRC32C crc) {
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
