package org.trialmap.app.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On copies of what Linux shows of a process. */
class SurroundingsTest {
    @TempDir
    private Path folder;

    private Path process(String name, String environ, String file, String text) throws Exception {
        Path process = Files.createDirectory(folder.resolve(name));
        Files.createSymbolicLink(process.resolve("cwd"), folder.toRealPath());
        Files.createSymbolicLink(process.resolve("root"), folder.toRealPath());
        Files.createSymbolicLink(Files.createDirectory(process.resolve("ns")).resolve("mnt"), Path.of("mnt:[1]"));
        Map<String, String> files = new HashMap<>(Map.of("environ", environ, "limits", "Max open files 1024", "cgroup", "0::/session", "oom_score_adj", "0",
                "status", "Name:\tbash\nUmask:\t0022\nUid:\t1000\nVmRSS:\t10 kB\n", "stat", stat("0")));
        files.put(file, text);
        for (Map.Entry<String, String> each : files.entrySet()) {
            Files.writeString(process.resolve(each.getKey()), each.getValue());
        }
        return process;
    }

    private static String stat(String nice) {
        return "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 20 " + nice + " 1 0 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 0 0 0";
    }

    private Optional<String> difference(String environ, String file, String text) throws Exception {
        Surroundings one = Surroundings.of(process("one", "HOME=/h\0A=1\0_=/bin/x\0SHLVL=1\0", "oom_score_adj", "0"));
        Surroundings other = Surroundings.of(process("other", environ, file, text));
        assertEquals(one.difference(other), other.difference(one));
        return one.difference(other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"umask|status|Umask:\\t0077\\nUid:\\t1000|Umask", "limits|limits|Max open files 5|limits", "group|cgroup|0::/other|cgroup"})
    void whatACommandCouldSeeDiffers(String what, String file, String text, String name) throws Exception {
        assertEquals(Optional.of(name), difference("HOME=/h\0A=1\0", file, text.replace("\\t", "\t").replace("\\n", "\n")), what);
    }

    @Test
    void niceDiffersOfAProgramWithParenthesesInItsName() throws Exception {
        assertEquals(Optional.of("nice"), difference("HOME=/h\0A=1\0", "stat", stat("19")));
    }

    @Test
    void variablesDiffer() throws Exception {
        assertEquals(Optional.of("variable A"), difference("HOME=/h\0A=2\0", "oom_score_adj", "0"));
    }

    @Test
    void aVariableMoreDiffers() throws Exception {
        assertEquals(Optional.of("variable B"), difference("HOME=/h\0A=1\0B=\0", "oom_score_adj", "0"));
    }

    /** Order, memory that is used, and what each shell sets anew. */
    @Test
    void whatDoesNotMatterIsNotCompared() throws Exception {
        assertEquals(Optional.empty(), difference("SHLVL=3\0A=1\0_=/bin/y\0OLDPWD=/tmp\0HOME=/h\0", "status", "Name:\tsh\nUmask:\t0022\nUid:\t1000\nVmRSS:\t99 kB\n"));
    }

    /** Bash sets PWD right before it starts anything. */
    @Test
    void aWrongPwdIsTheWorkingFolder() throws Exception {
        assertEquals(Optional.empty(), difference("HOME=/h\0A=1\0PWD=/\0", "oom_score_adj", "0"));
    }

    @Test
    void thisProcessIsAsItself() throws Exception {
        Surroundings self = Surroundings.of(Path.of("/proc/self"));
        assertEquals(Optional.empty(), self.difference(Surroundings.of(Path.of("/proc/self"))));
        assertEquals(Path.of("").toRealPath().toString(), self.parts().get("working folder"));
    }
}
