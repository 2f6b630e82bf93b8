package org.trialmap.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkDefaultsTest {
    @TempDir
    private Path folder;

    @Test
    void takesSparkAndTrialmapKeysAndLeavesWhatIsSet() throws Exception {
        Path file = Files.writeString(folder.resolve("spark-defaults.conf"), """
                # comment
                spark.master            local[3]
                spark.app.name=from file
                trialmap.layout         linked   \s
                java.io.tmpdir          /elsewhere
                """);
        Properties system = new Properties();
        system.setProperty("spark.master", "local[1]");
        SparkDefaults.load(file, system);
        assertEquals(Map.of("spark.master", "local[1]", "spark.app.name", "from file", "trialmap.layout", "linked"), system);
    }

    @Test
    void aMissingFileSetsNothing() {
        Properties system = new Properties();
        SparkDefaults.load(folder.resolve("none.conf"), system);
        assertEquals(Map.of(), system);
    }

    @Test
    void namesAFileThatCannotBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("spark-defaults.conf"), "spark.app.name \\u12");
        IllegalStateException error = assertThrows(IllegalStateException.class, () -> SparkDefaults.load(file, new Properties()));
        assertEquals("The settings in " + file + " cannot be read (Malformed \\uxxxx encoding.)."
                + " Correct the file, or name another folder with TRIALMAP_CONF.", error.getMessage());
    }
}
