package org.trialmap.support;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text to UTF-8 without loss: what a reader in C would cut (NUL) or Java would replace by '?' (half a surrogate pair) is refused. */
public final class Utf8 {
    private Utf8() {}

    /** @param what names the text in the error, for example {@code "String 3 of dataset 'names'"} */
    public static byte[] encode(String text, String what) {
        boolean surrogates = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException(what + " holds a NUL character at position " + i
                        + "; HDF5 readers would cut it there. Remove it, or store the bytes as an int8 array.");
            }
            surrogates |= Character.isSurrogate(c);
        }
        if (!surrogates) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " holds half a surrogate pair, which UTF-8 cannot express. Correct the text.", e);
        }
    }

    /** The text, with '?' for what {@link #encode} would refuse: for messages, which must never make a run fail. */
    public static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '?');
    }

    public static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
