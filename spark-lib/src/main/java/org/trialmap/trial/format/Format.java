package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** A file format: recognises its files, and says where their samples lie. A new one is a class of this kind and a line in {@link Formats}. */
interface Format {
    /** Whether it is one of its files. By content, not by the name: {@code start} has the first 512 bytes, or all if there are fewer. */
    boolean recognises(Path file, byte[] start);

    /**
     * Reads what describes the samples.
     *
     * @param samplerateHz what the user says, for files that do not say it or have signals of several rates
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if it is damaged or has what is not supported; the text names file, cause and cure
     */
    ForeignRecording open(Path file, OptionalDouble samplerateHz) throws IOException;
}
