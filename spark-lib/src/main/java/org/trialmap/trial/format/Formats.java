package org.trialmap.trial.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All formats but HDF5 that recordings are read from. */
public final class Formats {
    private static final int START = 512;
    private static final List<Format> ALL = List.of(new EdfFormat(), new BrainVisionFormat(), new NpyFormat(), new OpenEphysFormat(), new SpikeGlxFormat(), new MatFormat());

    private Formats() {}

    /** The recording in a file of one of these formats; empty if it is of none of them. Errors as for {@code Format.open}. */
    public static Optional<ForeignRecording> open(Path file, OptionalDouble samplerateHz) throws IOException {
        Optional<Format> format = of(file);
        return format.isEmpty() ? Optional.empty() : Optional.of(format.get().open(file, samplerateHz));
    }

    /**
     * Throws {@link IllegalArgumentException} if a file that is of none of these formats lies beside the header of a recording that it seems to belong to: what users name by mistake.
     */
    public static void refusePart(Path file) {
        String name = file.getFileName().toString();
        Path header = file.resolveSibling(name.replaceFirst("\\.(eeg|dat|avg|seg)$", ".vhdr"));
        if (!header.equals(file) && Files.isRegularFile(header) && Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " has the samples of a BrainVision recording, which do not say what they are. Name its header, " + header.getFileName() + ".");
        }
    }

    /** Whether a file is of one of these formats. */
    public static boolean recognise(Path file) throws IOException {
        return of(file).isPresent();
    }

    /** Whether a file is of MATLAB's version 7.3, so that its datasets can be named as in any HDF5 file. */
    public static boolean isMatlabHdf5(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.isReadable(file) && MatFormat.isVersion73(start(file));
    }

    private static Optional<Format> of(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.empty(); // what is wrong with it is said where it is opened as HDF5
        }
        byte[] start = start(file);
        return ALL.stream().filter(format -> format.recognises(file, start)).findFirst();
    }

    static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(START);
        }
    }

    static boolean startsWith(byte[] start, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return start.length >= wanted.length && java.util.Arrays.equals(start, 0, wanted.length, wanted, 0, wanted.length);
    }
}
