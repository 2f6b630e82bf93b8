package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read back by those who will: a shell, java.util.Properties, the java command. */
class ShellTextTest {
    private static final List<String> WORDS = List.of("plain", "", "two words", "it's", "\"quoted\"", "$HOME `id` \\", "a\nb", "-x=1", "*", "größe");

    private static String shell(String script) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", script).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out;
    }

    @Test
    void theShellReadsWordsAsTheyWere() throws Exception {
        assertEquals(String.join("|", WORDS) + "|", shell("printf '%s|' " + ShellText.quoted(WORDS)));
        assertEquals("a b$|it's", shell(ShellText.exports(Map.of("ONE", "a b$")) + ShellText.assignments(Map.of("two", "it's")) + "bash -c 'printf \"%s|%s\" \"$ONE\" \"$two\"'; printf %s \"$two\""));
    }

    @Test
    void propertiesReadSettingsAsTheyWere() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        WORDS.forEach(word -> settings.put("key " + settings.size() + ":=#", " " + word + " = : #"));
        settings.put("spark.path", "C:\\temp dir");
        Properties read = new Properties();
        read.load(new StringReader(ShellText.properties(settings)));
        assertEquals(settings, new LinkedHashMap<Object, Object>(read).entrySet().stream().collect(LinkedHashMap::new, (map, e) -> map.put(e.getKey(), e.getValue()), Map::putAll));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/plain", "/tmp/two words", "/tmp/it's", "/tmp/a \"b\""})
    void theJavaCommandReadsOptionsAsTheyWere(String folder) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XshowSettings:properties", "-version").redirectErrorStream(true);
        builder.environment().put("JDK_JAVA_OPTIONS", ShellText.javaOption("-Djava.io.tmpdir=" + folder));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(folder, out.lines().filter(line -> line.contains("java.io.tmpdir = ")).findFirst().orElse(out).strip().replace("java.io.tmpdir = ", ""));
    }
}
