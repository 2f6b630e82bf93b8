package org.trialmap.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a file that NumPy saved, which is a text: its first bytes, the version and the length of the text come before it.
 *
 * @param text as it stands there, cut where the file ends; empty if there is none
 * @param base where the values begin, in bytes
 */
public record NpyHeader(String text, long base) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int SHORT = 10;
    private static final int LONG = 12;
    private static final int LONGEST = 1 << 20;

    /** Whether a file that begins so is one of NumPy's. */
    public static boolean isAt(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(MAGIC, 0, MAGIC.length, start, 0, MAGIC.length);
    }

    /** @param in at the beginning of such a file */
    public static NpyHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(LONG);
        boolean wide = start.length == LONG && start[6] > 1;
        int length = start.length < LONG ? 0 : start[8] & 0xFF | (start[9] & 0xFF) << 8 | (wide ? (start[10] & 0xFF) << 16 | (start[11] & 0xFF) << 24 : 0);
        int before = wide ? LONG : SHORT;
        byte[] rest = in.readNBytes(Math.max(0, Math.min(length, LONGEST)));
        byte[] all = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        String text = new String(all, Math.min(before, all.length), Math.max(0, Math.min(length, all.length - before)), StandardCharsets.ISO_8859_1);
        return new NpyHeader(text, before + (long) length);
    }
}
