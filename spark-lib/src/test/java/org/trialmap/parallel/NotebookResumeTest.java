package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cells of a Java notebook begin and cells go on with: the code and what it reads decide, not the number of the cell. */
public class NotebookResumeTest {
    public static volatile boolean cured;
    public static volatile String said;

    /** Saves four tasks, of which one fails until it is cured; says how many ran, or why none did. */
    private static final String SAVE = """
            void saved(ParallelMap on, String folder, Existing existing, TaskFunction<Integer, Double> function) throws Exception {
                try (SavedResults results = on.name("job").over(List.of(0, 1, 2, 3)).saving(SaveOptions.DEFAULTS.withExisting(existing)).save(Path.of(folder), function)) {
                    NotebookResumeTest.said = results.summary().get().ran() + " ran: " + results.doubles(0)[0] + " " + results.doubles(3)[0];
                } catch (MapFailedException e) {
                    NotebookResumeTest.said = e.failures().size() + " failed";
                } catch (Exception e) {
                    NotebookResumeTest.said = String.valueOf(e.getMessage());
                }
            }
            double checked(int x) { if (x == 3 && !NotebookResumeTest.cured) { throw new IllegalStateException("not yet"); } return x; }
            """;

    @TempDir
    Path folder;

    private JShell shell;

    @BeforeEach
    void start() {
        cured = false;
        shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        eval("import java.util.*; import java.nio.file.Path; import org.trialmap.parallel.*; import org.trialmap.task.*; import org.trialmap.store.*;");
        eval(SAVE);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    private void eval(String source) {
        for (String rest = source; !rest.isBlank();) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source())) {
                assertEquals(Snippet.Status.VALID, event.causeSnippet() == null ? event.status() : Snippet.Status.VALID,
                        () -> next.source() + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
                if (event.exception() != null) {
                    throw new AssertionError(next.source(), event.exception());
                }
            }
            rest = next.remaining();
        }
    }

    private String save(String existing, String function) {
        eval("saved(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN), \"" + folder + "\", Existing." + existing + ", " + function + ");");
        return said.replace(folder.toString(), "FOLDER").replaceAll("\\b[0-9a-f]{16}\\b", "DIGEST").replaceAll("\\.run/[0-9a-f]{12}", ".run/ID");
    }

    private static String refused(String difference) {
        return "The results named 'job' in FOLDER are of another plan (" + difference
                + "), so they cannot be resumed; nothing was touched. The earlier plan is in FOLDER/.run/ID/plan.json. Run with what it"
                + " says, use Existing.OVERWRITE to start over, or choose another name with name(...).";
    }

    @Test
    void theSameCellGoesOnAndAChangedVariableIsNamed() {
        eval("double y = 4; double[] table = {1, 2}; Map<String, Integer> unused = new HashMap<>();");
        assertEquals("1 failed", save("REFUSE", "x -> checked(x) * y + table[1]"));
        eval("unused.put(\"a\", 1);");
        eval("y = 5;");
        assertEquals(refused("captured values: DIGEST -> DIGEST; the variable 'y' was 4.0 and is 5.0"), save("RESUME", "x -> checked(x) * y + table[1]"));
        eval("y = 4; table = new double[] {1, 7};");
        assertEquals(refused("captured values: DIGEST -> DIGEST; the variable 'table' has changed"), save("RESUME", "x -> checked(x) * y + table[1]"));
        eval("table = new double[] {1, 2};");
        cured = true;
        assertEquals("1 ran: 2.0 14.0", save("RESUME", "x -> checked(x) * y + table[1]"), "another number of the cell, the same code and values");
    }

    @Test
    void changedCodeIsRefusedAlsoWhereItIsCalled() {
        eval("double scale(double v) { return 2 * v; }");
        assertEquals("1 failed", save("REFUSE", "x -> scale(checked(x))"));
        String code = refused("function: a lambda of a notebook, code DIGEST -> a lambda of a notebook, code DIGEST");
        assertEquals(code, save("RESUME", "x -> scale(checked(x)) + 1"));
        eval("double scale(double v) { return 3 * v; }");
        assertEquals(code, save("RESUME", "x -> scale(checked(x))"));
        eval("double scale(double v) { return 2 * v; } // as it was, in a cell that runs again");
        cured = true;
        assertEquals("1 ran: 0.0 6.0", save("RESUME", "x -> scale(checked(x))"));
    }

    @Test
    void anotherSessionGoesOn() {
        String cells = "double[] table = {1, 2}; double scale(double v) { return table[1] * v; } enum Way { UP, DOWN } record Step(Way way, double by) implements java.io.Serializable {} Step step = new Step(Way.UP, 3);";
        eval(cells);
        assertEquals("1 failed", save("REFUSE", "x -> scale(checked(x)) + step.by()"));
        stop();
        start();
        eval("int other = 1;");
        eval("other + 1");
        eval(cells);
        cured = true;
        assertEquals("1 ran: 3.0 9.0", save("RESUME", "x -> scale(checked(x)) + step.by()"), "other numbers of all cells");
    }

    @Test
    void recordsOfCellsAreKnownByTheirCodeAndValues() {
        String gain = "record Gain(double by) implements TaskFunction<Integer, Double> { public Double apply(Integer x) { return checked(x) * by; } }";
        eval(gain);
        assertEquals("1 failed", save("REFUSE", "new Gain(2)"));
        assertEquals(refused("captured values: DIGEST -> DIGEST; its field 'by' was 2.0 and is 3.0"), save("RESUME", "new Gain(3)"));
        eval(gain.replace("* by", "* by * 1.0"));
        assertEquals(refused("function: Gain of a notebook, code DIGEST -> Gain of a notebook, code DIGEST"), save("RESUME", "new Gain(2)"));
        eval(gain);
        cured = true;
        assertEquals("1 ran: 0.0 6.0", save("RESUME", "new Gain(2)"));
    }
}
