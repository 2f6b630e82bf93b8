package org.trialmap.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cells of a Scala notebook begin and cells go on with: the code and what it reads decide, not the number of the cell. */
public class ScalaResumeTest {
    /** What a cell of the test asks and says. */
    public static volatile boolean cured;

    @TempDir
    Path folder;

    private ScalaCells cells;

    @BeforeEach
    void start() throws Exception {
        cured = false;
        cells = new ScalaCells(System.getProperty("java.class.path"), java.nio.file.Files.createDirectory(folder.resolve("classes")));
        cells.run("""
                import java.nio.file.Path
                import org.trialmap.parallel._
                import org.trialmap.store._
                import org.trialmap.task._
                import org.trialmap.notebook.ScalaResumeTest
                """);
        cells.run("""
                def saved(existing: Existing, f: TaskFunction[Int, Double]): String =
                  try {
                    val results = ParallelMap.serial().name("job").over(Seq(0, 1, 2, 3)).saving(SaveOptions.DEFAULTS.withExisting(existing)).save(Path.of("FOLDER"), f)
                    try s"${results.summary().get().ran()} ran: ${results.doubles(0)(0)} ${results.doubles(3)(0)}" finally results.close()
                  } catch {
                    case e: MapFailedException => s"${e.failures().size()} failed: ${e.failures().get(0).message()}"
                    case e: Exception => e.getMessage
                  }
                """.replace("FOLDER", folder.resolve("out").toString()));
        cells.run("def checked(x: Int): Double = if (x == 3 && !ScalaResumeTest.cured) throw new IllegalStateException(\"not yet\") else x.toDouble");
    }

    private String save(String existing, String function) {
        return String.valueOf(cells.run("saved(Existing." + existing + ", " + function + ")")).replaceAll("\\b[0-9a-f]{16}\\b", "DIGEST");
    }

    private static void assertRefused(String difference, String text) {
        assertTrue(text.contains(" are of another plan (" + difference + "), so they cannot be resumed; nothing was touched."), text);
    }

    @Test
    void theSameCellGoesOnAndAChangedVariableIsNamed() {
        cells.run("var y = 4.0");
        cells.run("val unused = new java.util.ArrayList[String]()");
        assertEquals("1 failed: not yet", save("REFUSE", "x => checked(x) * y"));
        cells.run("unused.add(\"a\")");
        cells.run("y = 5.0");
        assertRefused("captured values: DIGEST -> DIGEST; the variable 'y' was 4.0 and is 5.0", save("RESUME", "x => checked(x) * y"));
        cells.run("y = 4.0");
        assertRefused("function: a lambda of a notebook, code DIGEST -> a lambda of a notebook, code DIGEST", save("RESUME", "x => checked(x) * y + 1"));
        cured = true;
        assertEquals("1 ran: 0.0 12.0", save("RESUME", "x => checked(x) * y"), "another number of the cell, the same code and values");
    }

    @Test
    void changedMethodsOfOtherCellsAreNoticed() {
        cells.run("def scale(v: Double): Double = 2 * v");
        assertEquals("1 failed: not yet", save("REFUSE", "x => scale(checked(x))"));
        cells.run("def scale(v: Double): Double = 3 * v");
        assertRefused("function: a lambda of a notebook, code DIGEST -> a lambda of a notebook, code DIGEST", save("RESUME", "x => scale(checked(x))"));
        cells.run("def scale(v: Double): Double = 2 * v");
        cured = true;
        assertEquals("1 ran: 0.0 6.0", save("RESUME", "x => scale(checked(x))"));
    }

    @Test
    void caseClassesOfCellsAreKnownByTheirCodeAndValues() {
        String gain = "case class Gain(by: Double) extends TaskFunction[Int, Double] { def apply(x: Int): Double = checked(x) * by }";
        cells.run(gain);
        assertEquals("1 failed: not yet", save("REFUSE", "Gain(2)"));
        assertRefused("captured values: DIGEST -> DIGEST; its field 'by' was 2.0 and is 3.0", save("RESUME", "Gain(3)"));
        cells.run(gain.replace("* by", "* by * 1.0"));
        assertRefused("function: Gain of a notebook, code DIGEST -> Gain of a notebook, code DIGEST", save("RESUME", "Gain(2)"));
        cells.run(gain);
        cured = true;
        assertEquals("1 ran: 0.0 6.0", save("RESUME", "Gain(2)"));
    }
}
