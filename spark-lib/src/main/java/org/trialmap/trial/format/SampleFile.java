package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of samples of one type that has them from byte {@code base} on. */
record SampleFile(Path file, long bytes, SampleType type, boolean bigEndian, long base) {
    static SampleFile of(Path file, SampleType type, boolean bigEndian, long base) throws IOException {
        return new SampleFile(file, Files.size(file), type, bigEndian, base);
    }

    /** How many samples of that many channels it has. */
    long samples(int channels) {
        long frame = (long) channels * type.bytes();
        if ((bytes - base) % frame != 0 || bytes <= base) {
            throw new IllegalArgumentException(file + " has " + (bytes - base) + " bytes of samples, which is not a multiple of " + frame + " bytes (" + channels + " channels of "
                    + type + "). It is truncated, or of another layout than its header says. Copy it once more, or correct the"
                    + " header.");
        }
        return (bytes - base) / frame;
    }
}
