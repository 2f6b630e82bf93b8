package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        shell = JShell.builder().executionEngine("local").build();
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
        assertEquals("\"Odd three\"", eval("""
                String thrown(ParallelMap on) {
                    try {
                        on.over(List.of(2, 3)).collect(i -> { if (i == 3) { throw new Odd("three"); } return i; });
                        return "nothing";
                    } catch (MapFailedException e) {
                        return e.getCause().getClass().getSimpleName() + " " + e.getCause().getMessage();
                    }
                }
                thrown(pmap)
                """));
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void otherProcessesAreNotGivenTheSessionsClasses(boolean loadable) {
        String classes = System.getProperty("java.io.tmpdir");
        Sessions.on(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA, loadable ? Map.of("spark.repl.class.outputDir", classes) : Map.of());
        eval("ParallelMap pmap = ParallelMap.on(org.apache.spark.api.java.JavaSparkContext.fromSparkContext(org.apache.spark.SparkContext.getOrCreate()));");
        eval("int factor = 7;");
        eval("record Sample(int value) implements java.io.Serializable {}");
        eval("""
                void thrown(java.util.function.Supplier<Object> map) {
                    try {
                        map.get();
                    } catch (RuntimeException e) {
                        org.trialmap.parallel.JShellSessionTest.said = e.getClass().getSimpleName() + ": " + e.getMessage(); // JShell prints no class names of its own
                    }
                }
                """);
        String why = " of a Java notebook or JShell session, whose variables only this process has: in the processes of local-cluster[2,1,1024] they would be 0, false and null."
                + " Put what the tasks need into a jar (spark.jars or SparkContext.addJar) and give it values by its inputs or captured, or run with local[*].";
        assertEquals("NotSerializableFunctionException: The function REPL.$JShell$1::LAMBDA is made of the class REPL.$JShell$1" + why,
                said("thrown(() -> pmap.over(List.of(1, 2)).collect(x -> x * factor));"));
        assertEquals("NotSerializableFunctionException: Input 0 (Sample[value=1]) is made of the class REPL.$JShell$1$Sample" + why,
                said("thrown(() -> pmap.over(List.<Object>of(new Sample(1))).collect(new org.trialmap.parallel.JShellSessionTest.Inline()));"));
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
