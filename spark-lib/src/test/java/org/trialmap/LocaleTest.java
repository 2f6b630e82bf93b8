package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;

/** Users whose system writes numbers in other digits (here Arabic ones, and Turkish letters) get the same names of files, channels and fields. */
class LocaleTest {
    private static final Pattern LATIN = Pattern.compile("[\\x20-\\x7e]*");
    private final Locale before = Locale.getDefault();

    @TempDir
    Path folder;

    @BeforeEach
    void arabicDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        assertEquals("\u0661\u0662", "%d".formatted(12), "the JVM does write such digits");
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void filesHaveLatinDigitsAndAreCleanedUp() throws IOException {
        MapFailedException failed = assertThrows(MapFailedException.class,
                () -> ParallelMap.serial().name("a").batch(1).range(12).layout(Layout.STACKED).save(folder, i -> 1 / (i - 3)));
        assertTrue(failed.getMessage().startsWith("Task 3 of 12 (3) failed on "), failed.getMessage());
        List<String> files = files();
        assertTrue(files.stream().anyMatch(file -> file.contains("a_payload/part-00004-0-")), files::toString);
        assertTrue(files.stream().anyMatch(file -> file.endsWith("/log/task-00003.txt")), files::toString);
        files.forEach(file -> assertTrue(LATIN.matcher(file).matches(), file));
        try (SavedResults results = ParallelMap.serial().name("b").batch(1).range(12).layout(Layout.STACKED).save(folder, i -> i * 1.0)) {
            assertEquals(12, results.tasks());
        }
        assertFalse(Files.exists(folder.resolve("b_payload")), "what is not needed any more is found and removed");
    }

    @Test
    void plansAndProgressAreAscii() {
        assertTrue(LATIN.matcher(ParallelMap.serial().range(12).plan(i -> i).describe().replace("\n", "")).matches());
    }

    /** Everything that formats a number says for whom. */
    @Test
    void noFormatLeavesTheLocaleToTheSystem() throws IOException {
        Pattern open = Pattern.compile("\\.formatted\\(|String\\.format\\((?!(java\\.util\\.)?Locale\\.)|\\.printf\\((?!(java\\.util\\.)?Locale\\.)|toLowerCase\\(\\)|toUpperCase\\(\\)");
        List<String> found = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Files.readString(source).lines().filter(line -> open.matcher(line).find()).forEach(line -> found.add(source + ": " + line.strip()));
            }
        }
        assertEquals(List.of(), found);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).toList();
        }
    }
}
