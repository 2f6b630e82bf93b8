package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and notebooks in a browser: what is seen, and not only what is written. */
@Tag("slow")
class BrowserTest {
    private static final int BLUE = 0x2a6f97; // a call
    private static final int RED = 0xc1121f; // a call that failed
    private static final int LINE = 0x0072b2; // the first channel
    private static final Pattern FIGURE = Pattern.compile("<data id=\"summary\\.([\\w.]+)\" value=\"([^\"]*)\">");
    /** Task 4 fails until the file "mended" is there. */
    private static final String PROGRAM = "[ $1 != 4 ] || [ -e mended ] || { echo 'no <b>luck</b>' >&2; exit 3; }; echo $1";

    @TempDir
    Path folder;

    private void exec(int code, String name, String... more) {
        Stream<String> command = Stream.of("exec", "--master", "serial", "--over", "n=0:12", "--out", folder.resolve(name).toString(), "--parse", "numbers", "--name", name);
        Stream<String> program = Stream.of("--", "sh", "-c", PROGRAM.replace("mended", folder.resolve("mended").toString()), "-", "{n}");
        InProcess.Ended ended = InProcess.run(Stream.concat(Stream.concat(command, Stream.of(more)), program).toArray(String[]::new));
        assertEquals(code, ended.code(), ended.err());
    }

    /** The page of the run in that folder. Its numbers are those of summary.json. */
    private Browser.Page report(String name, String called) throws Exception {
        assertEquals(0, InProcess.run("report", folder.resolve(name).toString()).code()); // short runs have none by themselves
        Path run;
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            run = files.filter(file -> file.endsWith("report.html")).findFirst().orElseThrow().getParent();
        }
        Path page = Files.copy(run.resolve("report.html"), folder.resolve(called + ".html"));
        Browser.Page seen = Browser.open(page, 1600, Files.createDirectories(folder.resolve("browser")));
        Map<String, Double> shown = new HashMap<>();
        for (Matcher figure = FIGURE.matcher(seen.html()); figure.find();) {
            if (!figure.group(2).matches(".*[a-z].*")) { // where it ran is a text
                shown.put(figure.group(1), Double.parseDouble(figure.group(2)));
            }
        }
        Map<String, Double> summary = new HashMap<>();
        numbers(new ObjectMapper().readTree(run.resolve("summary.json").toFile()), "", summary);
        assertEquals(summary, shown);
        assertEquals("Content-Security-Policy", seen.html().replaceFirst("(?s).*http-equiv=\"([^\"]*)\".*", "$1"), "nothing is loaded from elsewhere");
        return seen;
    }

    private static void numbers(JsonNode node, String path, Map<String, Double> to) {
        node.properties().forEach(field -> {
            if (field.getValue().isNumber()) {
                to.put(path + field.getKey(), field.getValue().asDouble());
            } else if (field.getValue().isObject()) {
                numbers(field.getValue(), path + field.getKey() + ".", to);
            }
        });
    }

    @Test
    void reportsOfFailedAndResumedRunsShowTheNumbersOfTheirSummaries() throws Exception {
        exec(1, "run");
        Browser.Page failed = report("run", "report-failed");
        assertTrue(failed.html().contains("no &lt;b&gt;luck&lt;/b&gt;"), failed.html());
        assertTrue(failed.points(BLUE) > 1000 && failed.points(RED) > 20, failed.points(BLUE) + " points of calls, " + failed.points(RED) + " of failed ones");

        Files.createFile(folder.resolve("mended"));
        exec(0, "run", "--resume");
        Browser.Page resumed = report("run", "report-resumed");
        assertTrue(resumed.html().contains("Run 2"), resumed.html());
        assertTrue(resumed.points(BLUE) > 1000, resumed.points(BLUE) + " points of calls");
    }

    @Test
    void notebooksShowSpectraAsPictures() throws Exception {
        Path notebook = Commands.ROOT.resolve("notebooks/quickstart-java.ipynb");
        Path work = Files.createDirectories(folder.resolve("work"));
        Commands.Ended converted = new Commands(work).run("/usr/bin/python3", "-m", "nbconvert", "--to", "html", "--output-dir", work.toString(), notebook.toString());
        assertEquals(0, converted.code(), converted.err());
        Browser.Page seen = Browser.open(work.resolve("quickstart-java.html"), 4000, Files.createDirectories(folder.resolve("browser")));
        assertTrue(seen.html().contains("<img alt=\"spectrum\"") && seen.html().contains("</table>"), "no picture or no table is stored in " + notebook);
        assertTrue(seen.points(LINE) > 100, seen.points(LINE) + " points of the first channel's line");
    }
}
