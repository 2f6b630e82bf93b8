package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.analysis.SynthData;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.synth.WhiteNoise;
import picocli.CommandLine;

/** The command line speaks of options, the library of calls; the same refusal, each in its words. */
class WordsTest {
    private static final Pattern OPTION = Pattern.compile("--[A-Za-z][\\w-]*");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern CALL = Pattern.compile("[a-z]\\w*\\(\\.\\.\\.\\)|\\b(?:Existing|Layout|NanPolicy|OnError)\\.[A-Z]");

    @TempDir
    private Path folder;

    private static Set<String> options(CommandLine command) {
        Set<String> options = new TreeSet<>();
        command.getCommandSpec().options().forEach(option -> options.addAll(Arrays.asList(option.names())));
        command.getSubcommands().values().forEach(below -> options.addAll(options(below)));
        return options;
    }

    @Test
    void everyOptionIsThere() {
        Set<String> there = options(Main.commandLine());
        Set<String> named = new TreeSet<>();
        Arrays.stream(Setting.values()).forEach(setting -> OPTION.matcher(setting.option()).results().forEach(found -> named.add(found.group())));
        assertTrue(named.contains("--resume") && named.size() > 90, named::toString);
        named.removeAll(there);
        assertEquals(Set.of(), named);
    }

    private static boolean namesACall(String line) {
        return TEXT.matcher(line).results().anyMatch(text -> CALL.matcher(text.group()).find());
    }

    @Test
    void noTextOfTheApplicationNamesACall() throws IOException {
        assertTrue(namesACall("x + \"Use trials(...).\"") && namesACall("\"with Existing.RESUME\"") && !namesACall("f(\"a\").layout(Layout.LINKED).name(\"b\"); // trials(...)"));
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                assertEquals(List.of(), Files.readAllLines(file).stream().filter(WordsTest::namesACall).toList(), file.toString());
            }
        }
    }

    @Test
    void theSameRefusalInBothLanguages() throws IOException {
        String none = "Synthetic data of 0 trials cannot be made. There is at least one. Correct ";
        Path out = folder.resolve("x.h5");
        assertEquals(new Ended(2, "", "trialmap: " + none + "--trials N.\nHelp: trialmap synthdata --help\n"), synthdata(out, 0));
        assertEquals(none + "trials of SynthData.", assertThrows(IllegalArgumentException.class, () -> noise(0)).getMessage());

        assertEquals(0, synthdata(out, 2).code());
        String there = "Results are in " + out + " already (complete, 1 tasks), so this run was refused; nothing was touched. Use ";
        assertEquals(new Ended(1, "", "trialmap: " + there + "--overwrite to replace them, or choose another file with --out.\n"), synthdata(out, 2));
        assertEquals(there + "Existing.OVERWRITE to replace them, or choose another file with ResultFile.at(...).",
                assertThrows(CompletionException.class, () -> noise(2).run(ParallelMap.serial(), out)).getCause().getMessage());
    }

    private static SynthData noise(int trials) {
        return new SynthData(new WhiteNoise(), trials, 10, 2, 1000, 1);
    }

    private static Ended synthdata(Path out, int trials) {
        return InProcess.run("synthdata", "white_noise", "--trials", Integer.toString(trials), "--samples", "10", "--channels", "2", "--seed", "1", "--master", "serial", "--quiet", "--out",
                out.toString());
    }
}
