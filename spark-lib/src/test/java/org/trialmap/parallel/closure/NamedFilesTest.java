package org.trialmap.parallel.closure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Inputs;
import org.trialmap.task.TaskFunction;

/** Which files the inputs and captured values of a run name, and whether its code is still the same. */
class NamedFilesTest {
    @TempDir
    Path folder;

    record Subject(String name, Path recording, double[] gains) implements java.io.Serializable {}

    private String file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name).toString();
    }

    @Test
    void filesAreFoundInEveryKindOfValue() throws IOException {
        TaskFunction<Object, Integer> function = input -> 1;
        String a = file("a");
        List<Object> inputs = new ArrayList<>(List.of(a, new Subject("s", Path.of(file("b")), new double[3]), List.of(List.of(file("c"))),
                Map.of("file", file("d")), new java.io.File(file("e")), new String[] {file("f")}, "12", " ", "\0", "x".repeat(5000), 7, folder.toString(),
                folder.resolve("none").toString()));
        inputs.add(null);
        Set<String> found = NamedFiles.of(Inputs.of(inputs), function).keySet();
        assertEquals(Set.of(a, file("b"), file("c"), file("d"), file("e"), file("f")), found);
        assertEquals(Set.of(a, file("b")), NamedFiles.of(Inputs.zip(List.of(a), List.of(file("b"))), function).keySet());
    }

    @Test
    void whatAFunctionCapturedCountsToo() throws IOException {
        String table = file("table");
        TaskFunction<Integer, Integer> function = input -> table.length();
        assertEquals(Set.of(table), NamedFiles.of(Inputs.range(3), function).keySet());
    }

    @Test
    void manyInputsAreNotAllLookedAt() throws IOException {
        List<String> inputs = new ArrayList<>(java.util.Collections.nCopies(20_000, "none"));
        TaskFunction<String, Integer> function = String::length;
        inputs.set(0, file("first"));
        inputs.add(file("last"));
        assertEquals(Set.of(inputs.get(0)), NamedFiles.of(Inputs.of(inputs), function).keySet());
    }

    @SuppressWarnings("unchecked")
    private TaskFunction<Integer, Integer> compiled(String version, String body) throws Exception {
        Path source = Files.writeString(Files.createDirectory(folder.resolve(version)).resolve("Work.java"),
                "public class Work implements org.trialmap.task.TaskFunction<Integer, Integer> { public Integer apply(Integer x) { " + body + " } }");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString()));
        URLClassLoader loader = new URLClassLoader(new URL[] {source.getParent().toUri().toURL()}, getClass().getClassLoader());
        return (TaskFunction<Integer, Integer>) loader.loadClass("Work").getConstructor().newInstance();
    }

    @Test
    void codeIsKnownByItsBytes() throws Exception {
        String first = FunctionIdentity.code(compiled("1", "return x;"));
        assertTrue(first.matches("Work [0-9a-f]{16}"), first);
        assertEquals(first, FunctionIdentity.code(compiled("2", "return x;")));
        assertNotEquals(first, FunctionIdentity.code(compiled("3", "return x + 1;")));
        TaskFunction<Integer, Integer> lambda = x -> x;
        assertTrue(FunctionIdentity.code(lambda).matches("org\\.trialmap\\.parallel\\.closure\\.NamedFilesTest [0-9a-f]{16}"), FunctionIdentity.code(lambda));
    }

    @Test
    void aResumedRunIsRefusedWhenAFileHasChanged() throws Exception {
        String data = file("data.txt");
        Path out = folder.resolve("out");
        TaskFunction<String, Integer> function = path -> Files.readString(Path.of(path)).length();
        ParallelMap pmap = ParallelMap.serial().name("n");
        pmap.over(List.of(data)).save(out, function).close();
        SaveOptions resume = SaveOptions.DEFAULTS.withExisting(Existing.RESUME);
        pmap.over(List.of(data)).saving(resume).save(out, function).close();
        Files.writeString(Path.of(data), "longer than before");
        RunRefusedException refused = org.junit.jupiter.api.Assertions.assertThrows(RunRefusedException.class,
                () -> pmap.over(List.of(data)).saving(resume).save(out, function));
        assertTrue(refused.getMessage().startsWith("The results named 'n' in " + out + " cannot be resumed: a file that the inputs name has changed since the"
                + " run began (" + data + ": 8 bytes, modified 20"), refused.getMessage());
    }
}
