package org.trialmap.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.cli.UsageException;
import org.trialmap.store.SavedResults;

/** {@code --function My.java}: one source file, without a build. */
class SourceFileTest {
    private static final String MODEL = """
            package my;

            public class Model implements org.trialmap.task.TaskFunction<Double, Double> {
                private record Weights(double a, double b) { }

                public Double apply(Double x) { return 2 * x; }

                public static double energy(double x, double y) {
                    Weights weights = new Weights(1, 10);
                    return weights.a() * x + weights.b() * y;
                }
            }
            """;

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void noOtherSpark() {
        InProcess.noOtherSpark();
    }

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private Path source(String text) throws IOException {
        return Files.writeString(folder.resolve("Model.java"), text);
    }

    private Ended map(String function, String master, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("map", "--function", function, "--master", master, "--quiet", "--out", folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    private static String refusal(String function) {
        return assertThrows(UsageException.class, () -> SourceFile.compile(function, List.of())).getMessage();
    }

    @Test
    void aMethodIsCompiledAndCalledByTheNamesOfItsParameters() throws IOException {
        Path file = source(MODEL);
        assertEquals(new Ended(0, folder.resolve("out/energy.h5") + "\n", ""), map(file + "::energy", "serial", "--over", "y=3,4", "--over", "x=1,2"));
        try (SavedResults results = SavedResults.open(folder.resolve("out/energy.h5"))) {
            assertEquals(List.of(31.0, 42.0), results.as(Double.class));
        }
    }

    @Test
    void aClassRunsInProcessesOfItsOwn() throws IOException {
        Path file = source(MODEL);
        assertEquals(new Ended(0, folder.resolve("out/Model.h5") + "\n", ""), map(file.toString(), "local-cluster[1,1,1024]", "--over", "x=1.5,2"));
        try (SavedResults results = SavedResults.open(folder.resolve("out/Model.h5"))) {
            assertEquals(List.of(3.0, 4.0), results.as(Double.class));
        }
    }

    /** Class and digest of its bytes, as the run's record has them: what resuming compares, as for jars. */
    private String code(String source) throws IOException {
        Path file = source(source);
        assertEquals(0, map(file + "::energy", "serial", "--over", "y=3,4", "--over", "x=1,2", "--overwrite").code());
        try (Stream<Path> records = Files.walk(folder.resolve("out/.run"))) {
            String record = Files.readString(records.filter(path -> path.endsWith("plan.json")).findFirst().orElseThrow());
            Matcher code = Pattern.compile("my\\.Model [0-9a-f]{16}").matcher(record);
            assertTrue(code.find(), record);
            return code.group();
        }
    }

    @Test
    void theIdentityOfARunIsTheBytesOfItsClasses() throws IOException {
        String first = code(MODEL);
        assertEquals(first, code(MODEL), "compiled again, the same classes");
        assertNotEquals(first, code(MODEL.replace("new Weights(1, 10)", "new Weights(1, 100)")));
    }

    @Test
    void whatCannotBeCompiledIsSaidWithItsLines() throws IOException {
        Path file = source("public class Model {\n    public static int one() { return \"x\"; }\n    void two() { three(); }\n}\n");
        assertEquals("--function " + file + " does not compile:\n  line 2: incompatible types: java.lang.String cannot be converted to int\n"
                + "  line 3: cannot find symbol; symbol:   method three(); location: class Model\n Correct it.", refusal(file + "::one"));
        Path other = Files.writeString(folder.resolve("Other.java"), "class Another { }\n");
        assertEquals("--function " + other + " has no class Other, but Another. The file of a public class has its name: rename the file or the class.", refusal(other.toString()));
        assertEquals("--function " + folder + "/None.java: there is no such file. Correct the path, or name a class with its package, and its jar with --jar.", refusal(folder + "/None.java"));
    }

    @Test
    void aJavaWithoutCompilerIsAnErrorThatSaysSo() throws IOException {
        Path file = source(MODEL);
        assertEquals(
                "--function " + file + " cannot be compiled: the Java in " + System.getProperty("java.home") + " is one without a compiler (a JRE). Run with a JDK (JAVA_HOME), or compile the file"
                        + " elsewhere and give its jar with --jar.",
                assertThrows(UsageException.class, () -> SourceFile.classes(file, List.of(), null)).getMessage());
    }
}
