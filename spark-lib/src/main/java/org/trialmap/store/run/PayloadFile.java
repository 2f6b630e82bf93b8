package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A payload file of one attempt: under a temporary name until it is complete. Names are never used twice, so nothing is ever replaced. */
record PayloadFile(Path file) {
    Path temporary() {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    /** Gives the finished, forced file its final name. */
    PayloadWriter.Written complete() throws IOException {
        long bytes = Files.size(temporary());
        String checksum = Checksums.of(temporary());
        Files.move(temporary(), file, StandardCopyOption.ATOMIC_MOVE);
        return new PayloadWriter.Written(file.getFileName().toString(), bytes, checksum);
    }

    void discard() throws IOException {
        Files.deleteIfExists(temporary());
    }
}
