package org.trialmap.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.store.SavedResults;

/** A user's jar has other versions of libraries that this application comes with: the user's code gets the jar's. */
@Timeout(600)
class UserLibraryTest {
    @TempDir
    private static Path folder;
    private static Path jar;

    @BeforeAll
    static void compile() throws Exception {
        String mark = "{ public static String mark() { return \"the jar's\"; } }";
        jar = UserJar.of(folder, "Own", Map.of("org.apache.commons.lang3.StringUtils", "public class StringUtils " + mark,
                "picocli.CommandLine", "public class CommandLine " + mark,
                "org.apache.commons.rng.UniformRandomProvider", "public interface UniformRandomProvider { long nextLong(); }",
                "user.Own", """
                        import org.apache.commons.lang3.StringUtils;
                        import org.trialmap.task.*;
                        import org.trialmap.trial.TrialChunk;
                        public class Own {
                            public static String method(long x) { return StringUtils.mark() + " " + picocli.CommandLine.mark() + " " + x; }
                            public static String late(long x) throws Exception {
                                return (String) Thread.currentThread().getContextClassLoader().loadClass("picocli.CommandLine").getMethod("mark").invoke(null);
                            }
                            public static boolean random(TaskContext context, long x) { return context.random().nextLong() != 0; }
                            public static String fails(long x) { throw new Broken(StringUtils.mark()); }
                            public static class Broken extends RuntimeException { public Broken(String text) { super(text); } }
                            public static class OfValue implements TaskFunction<Long, String> {
                                private final String held = StringUtils.mark();
                                public String apply(Long x) { return held + " " + picocli.CommandLine.mark() + " " + x; }
                            }
                            public static class OfChunk implements TaskFunction<TrialChunk, double[]> {
                                public double[] apply(TrialChunk chunk) { return new double[] {StringUtils.mark().length()}; }
                            }
                        }
                        """));
    }

    @BeforeEach
    void noOtherSpark() {
        InProcess.noOtherSpark();
    }

    private static Ended map(Path out, String master, String function, String... more) {
        List<String> arguments = new ArrayList<>(List.of("map", "--function", "user.Own" + function, "--jar", jar.toString(), "--out", out.toString(), "--master", master,
                "--quiet", "--name", "r"));
        arguments.addAll(List.of(more));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    private static Object first(Path out) throws Exception {
        try (SavedResults results = SavedResults.open(out.resolve("r.h5"))) {
            return results.read(0).data();
        }
    }

    @ParameterizedTest
    @CsvSource({"serial", "local[2]", "'local-cluster[1,1,1024]'"})
    void theJarsOwnVersionIsUsed(String master) throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        Ended done = new Ended(0, out.resolve("r.h5") + "\n", "");
        assertEquals(done, map(out, master, "::method", "--over", "x=7,8", "--timeout-per-task", "60"));
        assertEquals("the jar's the jar's 7", ((String[]) first(out))[0]);
        assertEquals(done, map(out, master, "$OfValue", "--over", "x=7,8", "--overwrite"));
        assertEquals("the jar's the jar's 7", ((String[]) first(out))[0]);
        assertEquals(done, map(out, master, "::late", "--over", "x=7", "--overwrite"));
        assertEquals("the jar's", ((String[]) first(out))[0]);
    }

    @ParameterizedTest
    @CsvSource({"serial", "'local-cluster[1,1,1024]'"})
    void alsoByAnObjectThatTakesAChunk(String master) throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        Path data = out.resolve("data.h5");
        new SyntheticRecording(2, 100, 2, 250, 1).write(data);
        assertEquals(new Ended(0, out.resolve("r.h5") + "\n", ""), map(out, master, "$OfChunk", "--data", data.toString(), "--layout", "linked"));
        assertEquals(9.0, ((double[]) first(out))[0]);
    }

    @Test
    void whatTheApplicationHandsOverIsItsOwn() throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        assertEquals(new Ended(0, out.resolve("r.h5") + "\n", ""), map(out, "serial", "::random", "--over", "x=7"));
    }

    @ParameterizedTest
    @CsvSource({"serial", "'local-cluster[1,1,1024]'"})
    void theUsersExceptionIsShown(String master) throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        Ended ended = map(out, master, "::fails", "--over", "x=7");
        assertEquals(1, ended.code());
        assertEquals("Own.Broken: the jar's", ended.err().lines().filter(line -> line.contains("Broken")).findFirst().orElse(ended.err()).replaceFirst(".* failed on \\S+: ", ""));
    }

    @Test
    void anEarlierRunGoesOnWithAJar() throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        List<String> run = List.of("map", "--function", "java.lang.Math::abs", "--over", "x=-1,2", "--out", out.toString(), "--master", "serial");
        assertEquals(0, InProcess.run(run.toArray(String[]::new)).code());
        List<String> again = new ArrayList<>(run);
        again.addAll(List.of("--jar", jar.toString(), "--resume"));
        Ended ended = InProcess.run(again.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
    }
}
