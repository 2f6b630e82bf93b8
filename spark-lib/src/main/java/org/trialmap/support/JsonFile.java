package org.trialmap.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object in a file of its own, in the dialect of Python's {@code json}: with {@code NaN}, {@code Infinity} and {@code -Infinity}. Values are
 * {@link Map}, {@link java.util.List}, {@link String}, {@link Boolean}, numbers and null; keys keep their order.
 */
public final class JsonFile {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonFile() {}

    /**
     * Reads the object.
     *
     * @throws IOException if the file cannot be read or is not a JSON object; the text names the line
     */
    public static Map<String, Object> read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // reading a pipe would wait for a writer
            throw new IOException("Cannot read '" + file + "': it is a folder, a pipe or a device, not a file. Name a file.");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("Cannot read '" + file + "': there is no such file. Check the path.", e);
        }
        try {
            Map<String, Object> object = MAPPER.readValue(bytes, new TypeReference<LinkedHashMap<String, Object>>() {});
            if (object != null) {
                return object;
            }
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IOException(damaged(file, bytes.length, place), e);
        }
        throw new IOException(damaged(file, bytes.length, ""));
    }

    private static String damaged(Path file, int bytes, String place) {
        return "Cannot read '" + file + "' (" + bytes + " bytes): it is not a JSON object" + place + ". It is damaged, or writing it was interrupted."
                + " Restore the file, or write it again.";
    }

    /**
     * Writes a new file: under a temporary name, forced to the disk, renamed. So there is never half a file of that name.
     *
     * @throws FileAlreadyExistsException if there is anything of that name; it is not touched
     */
    public static void create(Path file, Map<String, ?> object) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        AtomicFile.create(file, temporary -> {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                Channels.writeFully(channel, ByteBuffer.wrap(MAPPER.writer(printer).writeValueAsBytes(object)), 0);
                channel.force(true);
            }
        });
        Channels.forceFolder(file.toAbsolutePath().getParent());
    }

    /** One line. Throws {@link IllegalArgumentException} for a value that is not valid JSON. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be written as JSON (" + e.getOriginalMessage()
                    + "). Give maps, lists, strings, numbers, booleans and null.", e);
        }
    }

    /** The value of a text. Throws {@link IllegalArgumentException} if it is not valid JSON; names the place. */
    public static Object parse(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
            throw new IllegalArgumentException("A text of " + text.length() + " characters is not valid JSON" + place + ". It is damaged, or was cut off."
                    + " Write it again.", e);
        }
    }
}
