package org.trialmap.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.cli.UsageException;
import org.trialmap.parallel.Outcomes;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;
import org.trialmap.trial.TrialChunk;

/** {@code --function} and {@code --jar}: what is found, how it gets its values, and what is refused. */
public class UserFunctionTest {
    @TempDir
    private static Path folder;
    private static Path jar;
    private static Path named;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeAll
    static void compile() throws Exception {
        jar = UserJar.of(folder, "Model", """
                public class Model {
                    public static double energy(double x, double y) { return x + 10 * y; }
                    public static String text(String a, boolean b, int c) { return a + b + c; }
                    public static double energy(double x, double y, double z) { return x + 10 * y + 100 * z; }
                    static int hidden(int x) { return x; }
                    public int instance(int x) { return x; }
                    public static void nothing(int x) { }
                    public static int fails(int x) { throw new IllegalStateException("x is " + x); }
                    public static class Doubling implements org.trialmap.task.TaskFunction<Double, Double> {
                        public Double apply(Double x) { return 2 * x; }
                    }
                }
                """);
        named = UserJar.of(folder, "Named", "public class Named { public static double minus(double x, double y) { return x - y; } }", "-parameters");
    }

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private static ContextFunction<Arguments, Object> bind(List<Path> jars, String function, ArgumentInputs inputs, String... shared) {
        List<Column> common = Stream.of(shared).map(MapCommand::sharedColumn).toList();
        return new Binder(function, inputs.columns(), common).bind(new UserCode(jars).find(function));
    }

    private static List<Object> run(String function, String over, String... shared) {
        ArgumentInputs inputs = MapCommand.inputs(List.of(over.split(" ")), false, false, List.of());
        return ParallelMap.serial().over(inputs).collectWithContext(bind(List.of(jar, named), function, inputs, shared));
    }

    private static String refusal(String function, String over, String... shared) {
        return assertThrows(UsageException.class, () -> run(function, over, shared)).getMessage();
    }

    @Test
    void parametersAreTakenInTheirOrder() {
        assertEquals(List.of(31.0, 42.0), run("user.Model::energy", "a=1,2 b=3,4"));
        assertEquals(List.of(231.0, 242.0), run("user.Model::energy", "a=1,2 b=3,4", "c=2"));
        assertEquals(List.of("atrue3", "bfalse4"), run("user.Model::text", "s=a,b t=true,false n=3,4"));
        assertEquals(List.of(8.0, 64.0), run("java.lang.Math::pow", "x=2,4", "n=3"));
    }

    @Test
    void parametersThatAreNamedAlikeAreTakenByName() {
        assertEquals(List.of(7.0), run("user.Named::minus", "y=3 x=10"));
        assertEquals(List.of(-7.0), run("user.Named::minus", "b=3 a=10"));
    }

    @Test
    void theNearestOverloadIsTaken() {
        assertEquals(List.of(3L), run("java.lang.Math::abs", "x=-3"));
        assertEquals(List.of(2.5), run("java.lang.Math::abs", "x=-2.5"));
        assertEquals(List.of(12), run("java.lang.Integer::parseInt", "text=12"));
    }

    public static String withContext(TaskContext context, long x) {
        return context.index() + "/" + context.tasks() + ":" + x;
    }

    @Test
    void aContextIsGivenWhereverItIsAskedFor() {
        assertEquals(List.of("0/2:5", "1/2:6"), run("org.trialmap.app.map.UserFunctionTest::withContext", "x=5,6"));
    }

    @Test
    void theUsersOwnExceptionComesOut() {
        ArgumentInputs inputs = MapCommand.inputs(List.of("x=5"), false, false, List.of());
        Outcomes<Object> outcomes = ParallelMap.serial().over(inputs).outcomesWithContext(bind(List.of(jar), "user.Model::fails", inputs));
        assertTrue(outcomes.failures().get(0).describe(1).matches("Task 0 of 1 \\(x=5\\) failed on \\S+: IllegalStateException: x is 5"),
                outcomes.failures().get(0).describe(1));
    }

    @Test
    void objectsOfJarsGetASingleValueConverted() {
        assertEquals(List.of(4.0, 8.0), run("user.Model$Doubling", "x=2,4"));
    }

    public static final class Words implements TaskFunction<Map<String, Object>, String> {
        @Override
        public String apply(Map<String, Object> values) {
            return values.toString();
        }
    }

    public record Point(int x, double y) {}

    public static final class OfRecord implements ContextFunction<Point, String> {
        @Override
        public String apply(Point point, TaskContext context) {
            return point + "@" + context.index();
        }
    }

    @Test
    void objectsMayTakeAMapOrARecord() {
        assertEquals(List.of("{x=1, y=a, z=2.5}"), run(Words.class.getName(), "x=1 y=a", "z=2.5"));
        assertEquals(List.of("Point[x=3, y=1.0]@0"), run(OfRecord.class.getName(), "y=1 x=3"));
    }

    public static final class OfChunk implements TaskFunction<TrialChunk, Double> {
        @Override
        public Double apply(TrialChunk chunk) {
            return 0.0;
        }
    }

    public static final class NeedsArgument implements TaskFunction<Long, Long> {
        public NeedsArgument(int n) {}

        @Override
        public Long apply(Long x) {
            return x;
        }
    }

    public static final class FailsAtOnce implements TaskFunction<Long, Long> {
        public FailsAtOnce() {
            throw new IllegalStateException("no licence");
        }

        @Override
        public Long apply(Long x) {
            return x;
        }
    }

    @Test
    void refusesClassesThatAreNotThere() {
        assertEquals("--function user.Modle::energy: there is no class 'user.Modle'. Did you mean 'user.Model'? Searched: " + jar + ", " + named
                + " and the class path. Give the full name with its package (inner classes as Outer$Inner), and the jar with --jar.",
                refusal("user.Modle::energy", "x=1"));
        assertEquals("--function no.Such: there is no class 'no.Such'. Searched: the class path; no --jar was given. Give the full name with its"
                + " package"
                + " (inner classes as Outer$Inner), and the jar with --jar.",
                assertThrows(UsageException.class, () -> new UserCode(List.of()).find("no.Such")).getMessage());
    }

    @Test
    void refusesMethodsThatCannotBeCalled() {
        assertEquals("--function user.Model::enregy does not exist: user.Model has no method of that name. Did you mean 'energy'? Its public"
                + " static methods are"
                + " energy, fails, nothing, text.", refusal("user.Model::enregy", "x=1"));
        assertEquals("--function user.Model::hidden is not public. Only a public static method can be called by name: declare it 'public static'.",
                refusal("user.Model::hidden", "x=1"));
        assertEquals("--function user.Model::instance is not static. Only a public static method can be called by name: declare it 'public static'.",
                refusal("user.Model::instance", "x=1"));
        assertEquals("--function user.Model::nothing cannot take what is given (x: whole numbers): nothing(int) returns nothing. Give as many"
                + " --over and --shared"
                + " values as it has parameters, in their order.", refusal("user.Model::nothing", "x=1"));
    }

    @Test
    void refusesClassesThatAreNoFunctions() {
        assertEquals("--function user.Model implements neither org.trialmap.task.TaskFunction nor org.trialmap.task.ContextFunction. Implement one"
                + " of them, or name"
                + " a public static method: user.Model::energy.", refusal("user.Model", "x=1"));
        String name = NeedsArgument.class.getName();
        assertEquals("--function " + name + " has no public constructor without parameters, so no object of it can be made. Add one (an inner"
                + " class must be static),"
                + " or name a public static method: " + name + "::METHOD.", refusal(name, "x=1"));
        assertEquals("--function " + FailsAtOnce.class.getName() + " could not be made: its constructor threw java.lang.IllegalStateException: no"
                + " licence. Correct the"
                + " class, and build the jar again.", refusal(FailsAtOnce.class.getName(), "x=1"));
    }

    @Test
    void refusesValuesThatDoNotFit() {
        assertEquals("--function user.Model::fails cannot take what is given (x: whole numbers): --over x holds 3000000000, which parameter 1 of"
                + " fails(int) (int)"
                + " cannot take without loss. Give as many --over and --shared values as it has parameters, in their order.",
                refusal("user.Model::fails", "x=1,3000000000"));
        assertEquals("--function user.Model::energy cannot take what is given (x: text, y: whole numbers): --over x holds text, which parameter 1"
                + " of energy(double, double)"
                + " (double) cannot take; energy(double, double, double) has 3 parameters. Give as many --over and --shared values as it has"
                + " parameters, in their order.",
                sorted(refusal("user.Model::energy", "x=a y=1")));
        assertEquals("--function user.Model$Doubling takes a java.lang.Double: --over x holds text, which the function (Double) cannot take."
                + " Correct the values, or the"
                + " function.", refusal("user.Model$Doubling", "x=a"));
        assertEquals("--function " + OfRecord.class.getName() + " takes the record Point(x, y), but x: whole numbers are given. Give --over or"
                + " --shared values for exactly"
                + " the record's components.", refusal(OfRecord.class.getName(), "x=1"));
        assertEquals("--function " + OfChunk.class.getName() + " takes a TrialChunk, a part of a recording. Give it one with --data FILE instead"
                + " of --over.",
                refusal(OfChunk.class.getName(), "x=1"));
    }

    /** The JDK gives methods in no certain order. */
    private static String sorted(String refusal) {
        int from = refusal.indexOf("): ") + 3;
        int to = refusal.indexOf(". Give as many");
        return refusal.substring(0, from) + String.join("; ", Stream.of(refusal.substring(from, to).split("; ")).sorted().toList())
                + refusal.substring(to);
    }

    @Test
    void lossIsSeenInLongRangesAtOnce() {
        ArgumentInputs inputs = MapCommand.inputs(List.of("x=0:2147483647"), false, false, List.of());
        assertThrows(UsageException.class, () -> bind(List.of(), "java.lang.Byte::toUnsignedInt", inputs));
    }

    @Test
    void withDataAFunctionMustTakeAChunk() {
        UserCode code = new UserCode(List.of(jar));
        String method = "user.Model::energy";
        assertEquals("--function user.Model::energy cannot take what is given (): energy(double, double) must take a TrialChunk first;"
                + " energy(double, double, double)"
                + " must take a TrialChunk first. Give as many --over and --shared values as it has parameters, in their order.",
                sorted(assertThrows(UsageException.class, () -> new Binder(method, List.of(), List.of()).bind(code.find(method))).getMessage()));
        String type = "user.Model$Doubling";
        assertEquals("--function user.Model$Doubling takes a java.lang.Double, but with --data it gets a org.trialmap.trial.TrialChunk. Implement"
                + " TaskFunction<TrialChunk, ...>, or give it values with --over instead of --data.",
                assertThrows(UsageException.class, () -> new Binder(type, List.of(), List.of()).bind(code.find(type))).getMessage());
    }

    @Test
    void refusesJarsThatAreNone() throws Exception {
        List<String> messages = new ArrayList<>();
        for (Path path : List.of(folder.resolve("none.jar"), folder, Files.writeString(folder.resolve("text.jar"), "no zip"))) {
            messages.add(assertThrows(UsageException.class, () -> new UserCode(List.of(path))).getMessage());
        }
        assertEquals(List.of("--jar " + folder.resolve("none.jar") + " does not exist. Correct the path.",
                "--jar " + folder + " is a folder. Executors get jar files: make one (jar --create --file my.jar -C " + folder + " .).",
                "--jar " + folder.resolve("text.jar") + " is not a jar file (zip END header not found). Build it again, or name another one."),
                messages);
    }
}
