package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.app.slurm.SlurmTestbed;
import org.trialmap.support.JsonFile;

/** The kernels as Jupyter's own client sees them, each started once. */
class KernelIT {
    private static final String PYTHON = "/usr/bin/python3";

    private static final String CLUSTER = "ParallelMap.start(new org.apache.spark.SparkConf().setMaster(\"local-cluster[1,1,1024]\").setAppName(\"cells\"))"
            + ".progress(RunOptions.Progress.HIDDEN)";

    @TempDir
    private Path temporary;

    private final List<Map<String, String>> steps = new ArrayList<>();

    @BeforeEach
    void install() throws Exception {
        assertEquals(temporary.resolve("share/jupyter/kernels/trialmap-java") + "\n" + temporary.resolve("share/jupyter/kernels/trialmap-scala") + "\n", notebook("install").out());
    }

    private Commands.Ended notebook(String command) throws Exception {
        return new Commands(temporary).run(Commands.TRIALMAP, "notebook", command, "--prefix", temporary.toString());
    }

    private void step(String kind, String code) {
        steps.add(Map.of(kind, code));
    }

    private Process session(String kernel) throws Exception {
        References.need(new Commands(temporary).run(PYTHON, "-c", "import jupyter_client").code() == 0, "jupyter_client of " + PYTHON);
        ProcessBuilder builder = new ProcessBuilder(PYTHON, Path.of("src/test/resources/notebook/session.py").toString(), kernel).redirectError(temporary.resolve("errors").toFile());
        builder.environment().keySet().removeAll(List.of("SPARK_HOME", "SPARK_SCALA_VERSION", "SPARK_CONF_DIR", "TRIALMAP_CONF"));
        builder.environment().putAll(Map.of("JUPYTER_PATH", temporary.resolve("share/jupyter").toString(), "JUPYTER_DATA_DIR", temporary.resolve("data").toString(), "JUPYTER_RUNTIME_DIR",
                temporary.resolve("run").toString(), "SPARK_LOCAL_IP", "127.0.0.1"));
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(JsonFile.text(steps).getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> answers(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> out + read(temporary.resolve("errors")));
        return (List<Map<String, Object>>) JsonFile.parse(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> answer(String printed, String shown, String... error) {
        return Map.of("stdout", printed, "stderr", "", "shown", shown.isEmpty() ? Map.of() : Map.of("text/plain", shown), "error", List.of(error));
    }

    @Test
    void theJavaKernel() throws Exception {
        step("run", "int a = 2; int twice(int x) { return 2 * x; }\nSystem.out.print(\"no line\");");
        step("run", "// a comment\nList<Integer> numbers = List.of(a, twice(a));\nnumbers");
        step("run", "numbers.size();");
        step("run", "int b = \"text\";");
        step("run", "int even() { return odd(); }\nint odd() { return undeclared; }");
        step("run", "int fails(int x) { throw new IllegalStateException(\"no \" + x); }\nfails(3)");
        step("run", "throw new StackOverflowError();");
        step("run", "for (int i = 0;");
        step("complete", "int c = 3;\nnumbers.strea");
        step("inspect", "twice(");
        step("finished", "for (int i = 0; i < 3; i++) {");
        step("finished", "int x = 3;");
        step("run", "new double[] {1, 2}");
        step("run", "import org.trialmap.parallel.*; import org.trialmap.task.*;\nParallelMap serial = ParallelMap.serial();\nserial.over(List.of(1, 0)).outcomes(i -> 6 / i)");
        interrupted("System.out.println(\"sleeping\"); Thread.sleep(600_000);", "sleeping");
        step("run", "ParallelMap pmap = " + CLUSTER.replace("local-cluster[1,1,1024]", "local[2]") + ";\nrecord Point(double x, double y) implements java.io.Serializable {}\n"
                + "double factor = 3; Point scaled(double x) { return new Point(x, x * factor); }\npmap.over(List.of(1.0, 2.0)).collect(x -> scaled(x))");
        interrupted("var first = pmap.range(5000).submit(i -> { Thread.sleep(100); return i; });\nfirst.asCompleted().iterator().next(); System.out.println(\"one is there\");\n"
                + "first.futures().get(4999).get();", "one is there");
        step("run", "pmap.over(List.of(3.0)).collect(x -> scaled(x))");
        step("run", "serial.batch(1).range(10).collect(i -> { Thread.sleep(150); return i; }).size()");
        step("run", "import org.trialmap.analysis.*; import org.trialmap.signal.synth.*; import org.trialmap.trial.*;\nPath noise = Files.createTempDirectory(\"cells\").resolve(\"noise.h5\");\n"
                + "new SynthData(new WhiteNoise(), 3, 200, 2, 100, 1).run(serial, noise);\n"
                + "FreqAnalysis.mtmfft().foilim(1, 40).run(serial.progress(RunOptions.Progress.HIDDEN), Recording.open(noise).chunks(Selection.all()))");
        List<Map<String, Object>> answers = answers(session("trialmap-java"));
        assertEquals(answer("no line", ""), answers.get(0));
        assertEquals(answer("", "[2, 4]"), answers.get(1));
        assertEquals(answer("", ""), answers.get(2));
        assertEquals(answer("", "", "incompatible types: java.lang.String cannot be converted to int", "int b = \"text\";"), answers.get(3));
        assertEquals(answer("", "", "cannot find variable undeclared", "int odd() { return undeclared; }"), answers.get(4));
        assertEquals("java.lang.IllegalStateException: no 3", ((List<?>) answers.get(5).get("error")).get(0));
        assertEquals(2, ((List<?>) answers.get(5).get("error")).size(), answers.get(5)::toString);
        assertEquals(answer("", "", "java.lang.StackOverflowError"), answers.get(6));
        assertEquals(answer("", "", "The cell ends too early:", "for (int i = 0;"), answers.get(7));
        assertEquals(Map.of("matches", List.of("stream()"), "start", 19), answers.get(8));
        assertEquals(Map.of("text", "int twice(int x)"), answers.get(9));
        assertEquals(List.of("incomplete", "complete"), List.of(answers.get(10).get("status"), answers.get(11).get("status")));
        assertEquals(answer("", "[1.0, 2.0]"), answers.get(12));
        assertEquals(Map.of("text/plain", "2 tasks, 1 failed\n  0: 6\n  1: failed: java.lang.ArithmeticException: / by zero", "text/html", "<table><caption>2 tasks, 1 failed</caption>"
                + "<tr><td style=\"text-align: left\">0</td><td style=\"text-align: left\">6</td></tr><tr><td style=\"text-align: left\">1</td>"
                + "<td style=\"text-align: left\">failed: java.lang.ArithmeticException: / by zero</td></tr></table>"), answers.get(13).get("shown"));
        assertEquals("java.lang.InterruptedException: sleep interrupted", ((List<?>) answers.get(14).get("error")).get(0));
        assertEquals(answer("", "[Point[x=1.0, y=3.0], Point[x=2.0, y=6.0]]"), answers.get(15));
        assertTrue(answers.get(16).get("error").toString().matches("(?s).*The run was cancelled after \\d+ of 5000 tasks\\..*"), answers.get(16)::toString);
        assertEquals(answer("", "[Point[x=3.0, y=9.0]]"), answers.get(17));
        requireOneBar(answers.get(18));
        requirePicture(answers.get(19));
    }

    /** In place, and at its end when the map is. */
    @SuppressWarnings("unchecked")
    private static void requireOneBar(Map<String, Object> answer) {
        Map<String, List<List<String>>> bars = (Map<String, List<List<String>>>) answer.get("bars");
        assertEquals(1, bars.size(), answer::toString);
        List<List<String>> bar = bars.values().iterator().next();
        assertEquals(List.of("display_data", "update_display_data"), bar.stream().map(step -> step.get(0)).distinct().toList());
        assertEquals("display_data", bar.get(0).get(0));
        assertTrue(bar.get(bar.size() - 1).get(1).startsWith("100% |##########| 10/10 ["), bar::toString);
        assertEquals(Map.of("text/plain", "10"), answer.get("shown"));
    }

    @SuppressWarnings("unchecked")
    private static void requirePicture(Map<String, Object> answer) throws Exception {
        Map<String, String> shown = (Map<String, String>) answer.get("shown");
        assertEquals(900, ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(shown.get("image/png")))).getWidth(), answer::toString);
        assertTrue(shown.get("text/html").startsWith("<img alt=\"spectrum\" src=\"data:image/png;base64,") && shown.get("text/html").endsWith("</table>"), "a picture and a table");
        assertTrue(shown.get("text/plain").contains("\n  frequencies: "), shown.get("text/plain"));
    }

    private void interrupted(String code, String printed) {
        steps.add(Map.of("run", code, "interrupt", printed));
    }

    @Test
    void theScalaKernel() throws Exception {
        step("run", "val a = 2; def twice(x: Int) = 2 * x\nprint(\"no line\")");
        step("run", "// a comment\nval numbers = List(a, twice(a))\nnumbers");
        step("run", "val b: Int = \"text\"");
        step("run", "throw new IllegalStateException(\"no 3\")");
        step("run", "def f(");
        step("complete", "numbers.forea");
        step("run", "import org.trialmap.parallel._; import org.trialmap.task._\n@transient val pmap = " + CLUSTER);
        step("run", "case class Point(x: Double, y: Double)\nval factor = 3.0\ndef scaled(x: Double) = Point(x, x * factor)");
        step("run", "pmap.over(java.util.List.of(1.0, 2.0)).collect(x => scaled(x))");
        List<Map<String, Object>> answers = answers(session("trialmap-scala"));
        assertEquals(answer("no line", ""), answers.get(0));
        assertEquals(answer("", "List(2, 4)"), answers.get(1));
        assertTrue(answers.get(2).get("error").toString().contains("error: type mismatch;"), answers.get(2)::toString);
        assertTrue(answers.get(3).get("error").toString().contains("java.lang.IllegalStateException: no 3"), answers.get(3)::toString);
        assertEquals(answer("", "", "The cell ends too early:", "def f("), answers.get(4));
        assertEquals(Map.of("matches", List.of("foreach"), "start", 8), answers.get(5));
        assertEquals(answer("", "[Point(1.0,3.0), Point(2.0,6.0)]"), answers.get(8));
    }

    /** Spark serves the classes of Scala's cells to executors. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "scala"})
    void anotherAccountGetsNothingFromTheDriverOfANotebook(String language) throws Exception {
        OtherAccount.needed();
        Path begun = temporary.resolve("begun");
        step("run", "import org.trialmap.parallel." + (language.equals("scala") ? "_" : "*;") + "\n" + (language.equals("scala") ? "val" : "var")
                + " pmap = ParallelMap.start(new org.apache.spark.SparkConf().setMaster(\"local[1]\"));");
        step("run", "java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + begun + "\"));\nwhile (java.nio.file.Files.exists(java.nio.file.Path.of(\"" + begun + "\"))) Thread.sleep(50);");
        Process process = session("trialmap-" + language);
        SlurmTestbed.awaitText(() -> Boolean.toString(Files.exists(begun) || !process.isAlive()), "true");
        assertEquals(List.of(), OtherAccount.got(OtherAccount.awaitPorts(process.toHandle())));
        Files.delete(begun);
        answers(process).forEach(answer -> assertEquals(List.of(), answer.get("error")));
    }

    @Test
    void kernelsAreListedAndRemoved() throws Exception {
        String installed = notebook("list").out();
        assertEquals(temporary.resolve("share/jupyter/kernels/trialmap-java") + "\n" + temporary.resolve("share/jupyter/kernels/trialmap-scala") + "\n", installed);
        assertEquals(installed, notebook("remove").out());
        assertFalse(Files.exists(temporary.resolve("share/jupyter/kernels/trialmap-java")));
        Commands.Ended none = notebook("list");
        assertEquals(List.of(0, "", "trialmap: No kernel of trialmap is in " + temporary.resolve("share/jupyter/kernels") + ". Install them: trialmap notebook install\n"),
                List.of(none.code(), none.out(), none.err()));
    }
}
