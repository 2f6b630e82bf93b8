package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {
    @TempDir
    Path folder;

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("z first", Arrays.asList(1, 1L << 40, 0.1, null, true, Double.NaN, Double.NEGATIVE_INFINITY));
        object.put("a \"ü\" \n", Map.of("nested", List.of()));
        return object;
    }

    @Test
    void readsWhatItWroteInTheSameOrder() throws Exception {
        Path file = folder.resolve("x.json");
        JsonFile.create(file, object());
        Map<String, Object> read = JsonFile.read(file);
        assertEquals(object(), read);
        assertEquals(new ArrayList<>(object().keySet()), new ArrayList<>(read.keySet()));
        assertEquals(true, Files.readAllLines(file).stream().allMatch(line -> line.chars().allMatch(c -> c < 128)));
    }

    @Test
    void overwritesNothingAndLeavesNothingBehind() throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), "mine");
        assertEquals(file + ": it exists and is not overwritten; remove it or choose another name",
                assertThrows(FileAlreadyExistsException.class, () -> JsonFile.create(file, object())).getMessage());
        assertEquals("mine", Files.readString(file));
        assertThrows(IOException.class, () -> JsonFile.create(folder.resolve("y.json"), Map.of("x", new Object())));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        Path file = folder.resolve("x.json");
        assertEquals("Cannot read '" + file + "': there is no such file. Check the path.",
                assertThrows(IOException.class, () -> JsonFile.read(file)).getMessage());
        Files.writeString(file, "{\n\"a\": 1,\n\"b\": ]\n}");
        assertEquals("Cannot read '" + file + "' (18 bytes): it is not a JSON object at line 3. It is damaged, or writing it was interrupted. Restore the file,"
                + " or write it again.", assertThrows(IOException.class, () -> JsonFile.read(file)).getMessage());
    }
}
