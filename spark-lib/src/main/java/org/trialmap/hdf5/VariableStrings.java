package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.trialmap.support.Utf8;

/**
 * Stored bytes to text. Bytes that are not UTF-8 are Latin-1, whatever the file says: then all texts that belong together are read so, and two that
 * differ in the file never become one.
 */
final class VariableStrings {
    private VariableStrings() {}

    /** One text by itself. */
    static String decode(byte[] bytes) {
        return decode(List.of(bytes), text -> {})[0];
    }

    /** @param note called with the first text that is not UTF-8, if there is one */
    static String[] decode(List<byte[]> texts, Consumer<String> note) {
        String[] decoded = new String[texts.size()];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = utf8(texts.get(i));
            if (decoded[i] == null) {
                String[] all = texts.stream().map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)).toArray(String[]::new);
                note.accept(all[i]);
                return all;
            }
        }
        return decoded;
    }

    /** Null if it is not UTF-8. */
    private static String utf8(byte[] bytes) {
        if (Utf8.isAscii(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * The texts of elements as they are stored.
     *
     * @param where names the dataset or attribute in the log
     */
    static String[] of(OpenFile file, StoredType type, ByteBuffer elements, String where) throws IOException {
        byte[][] texts = new byte[elements.remaining() / type.bytes()][];
        GlobalHeap heap = new GlobalHeap(file);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = type.kind() == StoredType.Kind.VARIABLE_TEXT ? heap.text(FieldReader.part(elements, type.bytes()))
                    : unpadded(FieldReader.bytes(elements, type.bytes()), type.kind());
        }
        return decode(Arrays.asList(texts), first -> file.note("Texts of " + where + ", for example '" + first
                + "', are not UTF-8 and are read as Latin-1."));
    }

    private static byte[] unpadded(byte[] text, StoredType.Kind kind) {
        int end = text.length;
        if (kind == StoredType.Kind.TERMINATED_TEXT) {
            for (end = 0; end < text.length && text[end] != 0;) {
                end++;
            }
        }
        while (end > 0 && (text[end - 1] == 0 || kind == StoredType.Kind.BLANKS_TEXT && text[end - 1] == ' ')) {
            end--;
        }
        return Arrays.copyOf(text, end);
    }
}
