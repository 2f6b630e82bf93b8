package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Sessions;
import org.trialmap.task.TaskFunction;

/** Functions and classes that are defined in a JShell session in the driver's process, as a Java notebook does. */
public class JShellSessionTest {
    public static volatile String said;

    private JShell shell;

    @BeforeEach
    void start() {
        start(JShell.builder().executionEngine("local"));
    }

    private void start(JShell.Builder session) {
        shell = session.build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        eval("import java.util.List; import org.trialmap.Sessions; import org.trialmap.parallel.*; import org.trialmap.task.*;");
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    /** The value of the last snippet as JShell prints it. */
    private String eval(String source) {
        String value = null;
        for (String rest = source; !rest.isBlank();) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source())) {
                assertEquals(Snippet.Status.VALID, event.status(), () -> next.source() + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
                if (event.exception() != null) {
                    throw new AssertionError(next.source(), event.exception());
                }
                value = event.value();
            }
            rest = next.remaining();
        }
        return value;
    }

    private void on(String master) {
        if (!master.equals("serial")) {
            Sessions.on(master);
        }
        eval("ParallelMap pmap = " + (master.equals("serial") ? "ParallelMap.serial();" : "ParallelMap.on(Sessions.on(\"" + master + "\"));"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4_RETRYING})
    void lambdasAndWhatTheyUseOfTheSessionRun(String master) {
        on(master);
        eval("double y = 4;");
        assertEquals("[18.0, 24.0, 30.0, 36.0]", eval("pmap.over(List.of(2.0, 4.0, 6.0, 8.0)).collect(x -> (x + y) * 3)"));
        eval("y = 5;");
        assertEquals("[21.0, 27.0]", eval("pmap.over(List.of(2.0, 4.0)).collect(x -> (x + y) * 3)"));
        eval("double twice(double x) { return 2 * x; }");
        assertEquals("[2.0, 4.0]", eval("pmap.over(List.of(1.0, 2.0)).collect(x -> twice(x))"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", Sessions.LOCAL_4_RETRYING})
    void recordsOfTheSessionAreInputsResultsAndCaptured(String master) {
        on(master);
        eval("record Subject(String name, int seed) implements java.io.Serializable {}");
        eval("record Score(Subject subject, double[] samples) implements java.io.Serializable {}");
        eval("record Scale(Subject by) implements TaskFunction<Subject, Score> {"
                + " public Score apply(Subject s) { return new Score(s, new double[] {s.seed() * by.seed()}); } }");
        eval("Subject[] pair = {new Subject(\"anna\", 1), new Subject(\"ben\", 2)};");
        eval("List<Score> scores = pmap.over(List.of(pair)).collect(new Scale(new Subject(\"by\", 3)));");
        assertEquals("\"Subject[name=ben, seed=2] 6.0 true\"",
                eval("scores.get(1).subject() + \" \" + scores.get(1).samples()[0] + \" \" + scores.get(0).subject().equals(pair[0])"));
        assertEquals("2", eval("pmap.over(List.of(1, 2)).collect(i -> pair).get(1).length"));
    }

    @Test
    void sharedValuesAndExceptionsOfTheSessionComeBack() {
        on(Sessions.LOCAL_4_RETRYING);
        eval("record Table(double[] values) implements java.io.Serializable {}");
        eval("class Odd extends RuntimeException { Odd(String text) { super(text); } }");
        eval("Shared<Table> table = pmap.share(new Table(new double[] {1, 2, 3}));");
        assertEquals("[1.0, 3.0]", eval("pmap.over(List.of(0, 2)).collect(i -> table.value().values()[i])"));
        assertEquals("\"Odd three\"", eval(ODD));
    }

    @Test
    void twoSessionsWithClassesOfTheSameNameAreKeptApart() {
        on(Sessions.LOCAL_4_RETRYING);
        eval("int mine() { return 1; }");
        assertEquals("[1]", eval("pmap.over(List.of(0)).collect(i -> mine())"));
        JShell first = shell;
        start();
        on(Sessions.LOCAL_4_RETRYING);
        eval("int mine() { return 2; }");
        assertEquals("[2]", eval("pmap.over(List.of(0)).collect(i -> mine())"));
        first.close();
    }

    /** Their classes and the values of their variables go with them. */
    @Test
    void cellsRunInOtherProcesses() {
        on(Sessions.LOCAL_CLUSTER);
        eval("double y = 4;");
        assertEquals("[18.0, 24.0, 30.0, 36.0]", eval("pmap.over(List.of(2.0, 4.0, 6.0, 8.0)).collect(x -> (x + y) * 3)"));
        eval("y = 5;");
        assertEquals("[21.0, 27.0]", eval("pmap.over(List.of(2.0, 4.0)).collect(x -> (x + y) * 3)"));
        eval("double twice(double x) { return 2 * x; } double scaled(double x) { return twice(x) * y; }");
        assertEquals("[10.0, 20.0]", eval("pmap.over(List.of(1.0, 2.0)).collect(x -> scaled(x))"));
        eval("class Steps { static int first = 3; static int next(int i) { return first + i; } }");
        eval("Steps.first = 10;");
        assertEquals("[11, 12]", eval("pmap.over(List.of(1, 2)).collect(i -> Steps.next(i))"));
        eval("record Subject(String name, int seed) implements java.io.Serializable {}");
        eval("record Scale(Subject by) implements TaskFunction<Subject, Subject[]> {"
                + " public Subject[] apply(Subject s) { return new Subject[] {s, new Subject(s.name() + by.name(), s.seed() * by.seed())}; } }");
        eval("List<Subject> subjects = List.of(new Subject(\"anna\", 1), new Subject(\"ben\", 2));");
        eval("Subject[] second = pmap.over(subjects).collect(new Scale(new Subject(\"+\", 3))).get(1);");
        assertEquals("\"Subject[name=ben+, seed=6] true\"", eval("second[1] + \" \" + second[0].equals(subjects.get(1))"));
        assertEquals("[1, 2]", eval("pmap.over(List.of(0, 1)).collect(i -> subjects.get(i).seed())"));
        assertEquals("[\"Subject[name=anna, seed=1]\"]".replace("\"", ""), eval("pmap.over(List.<Object>of(subjects.get(0))).collect(new org.trialmap.parallel.JShellSessionTest.Inline())"));
    }

    @Test
    void sharedValuesReachOtherProcessesAndExceptionsComeBack() {
        on(Sessions.LOCAL_CLUSTER);
        eval("class Odd extends RuntimeException { Odd(String text) { super(text); } }");
        eval("Shared<double[]> table = pmap.share(new double[] {1, 2, 3});");
        assertEquals("[1.0, 3.0]", eval("pmap.over(List.of(0, 2)).collect(i -> table.value()[i])"));
        assertEquals("\"Odd three\"", eval(ODD));
        eval("record Table(double[] values) implements java.io.Serializable {}");
        eval(THROWN);
        assertEquals("NotSerializableFunctionException: The shared value is made of the class REPL.$JShell$1$Table of a Java notebook or JShell session, which the processes of"
                + " local-cluster[2,1,1024] get anew with each map, while they keep shared values. Share an array, a list, a map or an object of a class that is in a jar, or run with local[*].",
                said("thrown(() -> pmap.share(new Table(new double[] {1})));"));
    }

    @Test
    void variablesThatCannotBeSerializedAreRefusedBeforeAnythingStarts() {
        on(Sessions.LOCAL_CLUSTER);
        eval("Object lock = new Object(); int factor = 7;");
        eval("int guarded(int x) { synchronized (lock) { return x * factor; } }");
        eval(THROWN);
        assertEquals("NotSerializableFunctionException: The variable 'lock' of the notebook, which the function REPL.$JShell$1::LAMBDA uses, of type java.lang.Object cannot be serialized:"
                + " java.lang.Object is not serializable. Make its class implement java.io.Serializable, copy what you need of it into a local variable first, or create it inside the"
                + " function; a large value that does serialize goes by share(value).", said("thrown(() -> pmap.over(List.of(1, 2)).collect(x -> guarded(x)));"));
    }

    /** As where a kernel is not made of the JDK's own execution control: without the variables nothing runs, since they would be 0, false and null. */
    @Test
    void sessionsThatDoNotHandOutTheirClassesAreRefused() {
        shell.close();
        start(JShell.builder().executionEngine(new SecretClasses(), Map.of()));
        on(Sessions.LOCAL_CLUSTER);
        eval("int factor = 7;");
        eval("record Sample(int value) implements java.io.Serializable {}");
        eval(THROWN);
        String why = " of a Java notebook or JShell session that does not hand out its classes: the processes of local-cluster[2,1,1024] cannot have it, nor the session's variables. Use the kernel"
                + " of \"trialmap notebook install\", put what the tasks need into a jar (spark.jars or SparkContext.addJar) and give it values by its inputs or captured, or run with local[*].";
        assertEquals("NotSerializableFunctionException: The function REPL.$JShell$1::LAMBDA is made of the class REPL.$JShell$1" + why,
                said("thrown(() -> pmap.over(List.of(1, 2)).collect(x -> x * factor));"));
        assertEquals("NotSerializableFunctionException: The function org.trialmap.parallel.JShellSessionTest$Inline is made of the class REPL.$JShell$1$Sample" + why,
                said("thrown(() -> pmap.over(List.<Object>of(new Sample(1))).collect(new org.trialmap.parallel.JShellSessionTest.Inline()));"));
    }

    /** As where executors have the classes from a folder of Spark's REPL: that of a cell can be loaded there, but its variables would be 0. */
    @Test
    void variablesGoWithCellsWhoseClassesExecutorsHave(@TempDir Path classes) {
        shell.close();
        start(JShell.builder().executionEngine(new WrittenClasses(classes), Map.of()));
        String folder = "java.util.Map.of(\"spark.repl.class.outputDir\", \"" + classes + "\")";
        eval("ParallelMap pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA, " + folder + "));");
        eval("int factor = 7;");
        assertEquals("[7, 14, 21]", eval("pmap.over(List.of(1, 2, 3)).collect(x -> x * factor)"));
        eval("factor = 8;");
        assertEquals("[8, 16, 24]", eval("pmap.over(List.of(1, 2, 3)).collect(x -> x * factor)"));
    }

    private static final String ODD = """
            String thrown(ParallelMap on) {
                try {
                    on.over(List.of(2, 3)).collect(i -> { if (i == 3) { throw new Odd("three"); } return i; });
                    return "nothing";
                } catch (MapFailedException e) {
                    return e.getCause().getClass().getSimpleName() + " " + e.getCause().getMessage();
                }
            }
            thrown(pmap)
            """;

    private static final String THROWN = """
            void thrown(java.util.function.Supplier<Object> map) {
                try {
                    map.get();
                } catch (RuntimeException e) {
                    org.trialmap.parallel.JShellSessionTest.said = e.getClass().getSimpleName() + ": " + e.getMessage(); // JShell prints no class names of its own
                }
            }
            """;

    /** Runs snippets in this process, from a class loader that gives no class file away. */
    private static class SecretClasses extends ClassLoader implements ExecutionControlProvider, LoaderDelegate {
        @Override
        public String name() {
            return "secret";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return new DirectExecutionControl(this);
        }

        @Override
        public void load(ExecutionControl.ClassBytecodes[] classes) {
            for (ExecutionControl.ClassBytecodes each : classes) {
                defineClass(each.name(), each.bytecodes(), 0, each.bytecodes().length);
            }
        }

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            return loadClass(name);
        }

        @Override
        public void classesRedefined(ExecutionControl.ClassBytecodes[] classes) {
            throw new UnsupportedOperationException("not used");
        }

        @Override
        public void addToClasspath(String path) {
            // this process has it already
        }
    }

    /** Gives them away, and writes them to a folder. */
    private static final class WrittenClasses extends SecretClasses {
        private final Path folder;

        WrittenClasses(Path folder) {
            this.folder = folder;
        }

        @Override
        public void load(ExecutionControl.ClassBytecodes[] classes) {
            super.load(classes);
            for (ExecutionControl.ClassBytecodes each : classes) {
                Path file = folder.resolve(each.name().replace('.', '/') + ".class");
                try {
                    Files.createDirectories(file.getParent());
                    Files.write(file, each.bytecodes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            Path file = folder.resolve(name);
            try {
                return Files.exists(file) ? Files.newInputStream(file) : super.getResourceAsStream(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String said(String source) {
        eval(source);
        return said.replaceAll("JShell\\$\\d+[A-Z]?", "JShell\\$1").replaceAll("lambda[$\\w]+", "LAMBDA"); // JShell numbers its classes
    }

    /** A function that is in a jar. */
    public static final class Inline implements TaskFunction<Object, String> {
        private static final long serialVersionUID = 1;

        @Override
        public String apply(Object input) {
            return input.toString();
        }
    }
}
