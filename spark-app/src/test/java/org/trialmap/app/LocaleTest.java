package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.ChildJvm;

/** Numbers in names and messages have the digits 0 to 9, whatever the user's language. */
@Timeout(180)
class LocaleTest {
    /** Formatting and changes of case that ask the machine's locale. */
    private static final Pattern LOCAL = Pattern.compile("String\\.format\\(\\s*(?!(java\\.util\\.)?Locale\\.ROOT)|\\.formatted\\(|\\.printf\\(\\s*(?!(java\\.util\\.)?Locale\\.ROOT)"
            + "|\\.to(Lower|Upper)Case\\(\\)|new (Formatter|DecimalFormat|SimpleDateFormat|Scanner)\\(|NumberFormat\\.get|Collator\\.get");

    @TempDir
    private Path folder;

    @Test
    void nothingAsksTheMachinesLocale() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("spark-lib", "spark-app")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Matcher local = LOCAL.matcher(Files.readString(source));
                    while (local.find()) {
                        found.add(source.getFileName() + ": " + local.group());
                    }
                }
            }
        }
        assertEquals(List.of(), found, "use Locale.ROOT");
    }

    @Test
    void aJobUnderArabicWritesNamesAndWordsAsAlways() throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ChildJvm.options());
        command.addAll(List.of("-Duser.language=ar", "-Duser.country=EG", "-cp", ChildJvm.classPath(), "org.trialmap.app.Main"));
        command.addAll(List.of("exec", "--master", "serial", "--batch", "1", "--over", "x=0:12", "--name", "job", "--out", "results", "--", "sh", "-c", "test $1 -ne 11 && echo $1",
                "-", "{x}"));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
        String err = Files.readString(folder.resolve("err"));
        assertEquals(1, process.exitValue(), err);
        assertTrue(err.contains("trialmap: Task 11 of 12 (x=11) failed") && err.chars().allMatch(c -> c < 128), err);
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> others = files.map(path -> path.getFileName().toString()).filter(name -> !name.matches("[\\x21-\\x7e]+")).toList();
            assertEquals(List.of(), others);
        }
        assertTrue(Files.exists(folder.resolve("results/job_payload")));
    }
}
