package org.trialmap.app.resident;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a launcher asks of the process that waits: texts that end with NUL.
 *
 * @param process of the launcher
 * @param scripts the folder that it lies in
 * @param kind of command: one that has the same options for Java, or any
 * @param words of the command
 */
record Request(long process, Path scripts, String kind, List<String> words) {
    static final String ANY = "any";
    private static final int MOST_WORDS = 100_000;

    Request {
        words = List.copyOf(words);
    }

    /** @param words the encoding of a program's arguments */
    static Request read(InputStream in, Charset words) throws IOException {
        long process = number(text(in, words), Integer.MAX_VALUE);
        Path scripts = Path.of(text(in, words));
        String kind = text(in, words);
        int count = (int) number(text(in, words), MOST_WORDS);
        List<String> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(text(in, words));
        }
        return new Request(process, scripts, kind, all);
    }

    /** The folder in which Linux tells of the launcher. */
    Path folder() {
        return Path.of("/proc", Long.toString(process));
    }

    private static long number(String text, long most) throws IOException {
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > most) {
            throw new IOException("A launcher asks with " + text + " where a number up to " + most + " is due.");
        }
        return Long.parseLong(text);
    }

    private static String text(InputStream in, Charset charset) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        while (next > 0) {
            bytes.write(next);
            next = in.read();
        }
        if (next < 0) {
            throw new EOFException("A launcher has ended in the middle of its request.");
        }
        return bytes.toString(charset);
    }
}
