package org.trialmap.store.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Warnings;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.store.Json;
import org.trialmap.store.RunState;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.run.PastRun;
import org.trialmap.task.RunOptions;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFunction;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RunReportTest {
    private static final long START = 1_790_000_000_000_000L;
    private static final String EVIL = "<script>alert('x')</script> & \"more\"\u0000";

    @TempDir
    private Path folder;

    private static Document parse(String page) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
        } catch (Exception e) {
            throw new AssertionError(page, e);
        }
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    /** The numbers of {@code summary.json}, by the path of their names. */
    private static Map<String, String> numbers(String prefix, JsonNode node) {
        Map<String, String> numbers = new TreeMap<>();
        node.properties().forEach(field -> {
            if (field.getValue().isObject() && !field.getKey().equals("versions")) {
                numbers.putAll(numbers(prefix + field.getKey() + ".", field.getValue()));
            } else if (field.getValue().isValueNode()) {
                numbers.put(prefix + field.getKey(), field.getValue().asText());
            }
        });
        return numbers;
    }

    private Path run() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(".run"))) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private Document assertShowsTheSummary() throws IOException {
        Document page = parse(Files.readString(run().resolve("report.html")));
        Map<String, String> shown = new TreeMap<>();
        elements(page, "data").forEach(data -> shown.put(data.getAttribute("id").replace("summary.", ""), data.getAttribute("value")));
        Map<String, String> wanted = numbers("", Json.MAPPER.readTree(run().resolve("summary.json").toFile()));
        assertEquals(wanted, shown);
        assertTrue(wanted.keySet().containsAll(List.of("phases.gatherSeconds", "efficiency", "retried", "master")), wanted.toString());
        return page;
    }

    private static String text(Document page, String name) {
        return String.join("|", elements(page, name).stream().map(Element::getTextContent).toList());
    }

    @Test
    void aFinishedAFailedAndAResumedRunShowTheNumbersOfTheirSummaries() throws IOException {
        ParallelMap serial = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN).name("job").batch(1);
        List<String> inputs = List.of("a", EVIL.replace("\u0000", ""), "c");
        Path cured = folder.resolve("cured");
        String cure = cured.toString();
        TaskFunction<String, Double> function = text -> odd(text, cure);
        assertThrows(MapFailedException.class, () -> serial.over(inputs).save(folder, function));
        Document failed = assertShowsTheSummary();
        assertEquals("job failed", text(failed, "h1"));
        assertTrue(text(failed, "p").startsWith("Tasks failed. What finished is kept: the same again with Existing.RESUME runs the rest. 2 of 3 tasks have a result.|"), text(failed, "p"));
        assertTrue(text(failed, "td").contains("IllegalStateException: no <b>: <script>alert('x')</script> & \"more\"|"), text(failed, "td"));
        assertEquals("log/task-00001.txt", elements(failed, "a").get(0).getAttribute("href"));
        assertTrue(Files.exists(run().resolve("log/task-00001.txt")));
        assertEquals(List.of("busy", "failed", "busy"), calls(failed));

        Files.createFile(cured);
        serial.over(inputs).saving(SaveOptions.DEFAULTS.withExisting(Existing.RESUME)).save(folder, function).close();
        Document resumed = assertShowsTheSummary();
        assertEquals("job complete", text(resumed, "h1"));
        assertEquals("Run 1|Run 2", text(resumed, "h3"));
        assertTrue(text(resumed, "p").startsWith("Every task has a result. 3 of 3 tasks have a result.|"), text(resumed, "p"));
        assertTrue(text(resumed, "p").endsWith("|No run tried a task again.|None."), text(resumed, "p"));
        assertEquals(List.of("busy", "failed", "busy", "busy"), calls(resumed));
    }

    @Test
    void aRunOfTwoSecondsWritesItAndSaysWhere() throws IOException {
        ParallelMap serial = ParallelMap.serial().progress(RunOptions.Progress.HIDDEN).name("long");
        List<String> told = Warnings.at(Level.INFO, () -> assertDoesNotThrow(() -> serial.range(2).save(folder, RunReportTest::second).close()));
        assertEquals("long complete", text(assertShowsTheSummary(), "h1"));
        assertEquals("long: what happened is in " + run().resolve("report.html"), told.get(told.size() - 1));
    }

    private static int second(int i) throws InterruptedException {
        Thread.sleep(1050);
        return i;
    }

    @Test
    void aShortRunThatSucceedsWritesItWhenAskedOnly() throws IOException {
        ParallelMap.serial().progress(RunOptions.Progress.HIDDEN).name("short").range(3).save(folder, i -> i).close();
        assertFalse(Files.exists(run().resolve("report.html")));
        assertEquals(run().resolve("report.html"), PastRun.in(folder).get(0).report());
        assertEquals("short complete", text(assertShowsTheSummary(), "h1"));
    }

    private static List<String> calls(Document page) {
        return elements(page, "rect").stream().map(rect -> rect.getAttribute("class")).filter(kind -> !kind.equals("idle")).toList();
    }

    private static double odd(String text, String cure) {
        if (text.startsWith("<") && !Files.exists(Path.of(cure))) {
            throw new IllegalStateException("no <b>: " + text);
        }
        return text.length();
    }

    private void write(int tasks, IntStream failed, List<TracedCall> calls) throws IOException {
        List<Map<String, Object>> failures = failed.mapToObj(task -> Map.<String, Object>of("index", task, "label", EVIL, "type", "java.io.IOException", "message", EVIL.repeat(300), "host", EVIL,
                "attempts", 4)).toList();
        Files.writeString(folder.resolve("plan.json"),
                Json.MAPPER.writeValueAsString(Map.of("name", EVIL, "planId", "4f1c", "plan", Map.of("tasks", tasks), "options", Map.of(EVIL, EVIL.repeat(999)))));
        Files.writeString(folder.resolve("summary.json"), Json.MAPPER.writeValueAsString(Map.of("tasks", tasks, EVIL, EVIL, "wallSeconds", 3.25, "failures", failures)));
        try (TraceFile trace = new TraceFile(folder)) {
            trace.add(run -> calls);
        }
    }

    @Test
    void aHundredThousandTasksArePageBelowTwoMegabytes() throws IOException {
        List<TracedCall> calls = new ArrayList<>();
        for (int task = 0; task < 100_000; task++) {
            calls.add(new TracedCall(task, 1 + task / 30_000, task % 97 != 0, "node" + task % 40, START + task / 80 * 10_000L, 5000 + task % 5000, 1 + task % 3));
        }
        write(100_000, IntStream.range(0, 100_000).filter(task -> task % 97 == 0), calls);
        long began = System.nanoTime();
        Path file = RunReport.write(folder, RunState.FAILED, 98_969);
        long bytes = Files.size(file);
        assertTrue(bytes < 2_000_000, bytes + " bytes");
        assertTrue(System.nanoTime() - began < 20e9, "some hundred milliseconds where nothing else is going on");
        String page = Files.readString(file);
        assertFalse(page.contains("<script"), "everything is escaped");
        assertTrue(text(parse(page), "p").contains("And 931 more, all of them in summary.json."));
    }

    /** What is read from the first section on, a line for each row of a table. */
    private static String sections(String page) {
        String rows = page.substring(page.indexOf("<h2>")).replaceAll("</?(table|tr)>\n?", "\n").replaceAll("</t[hd]><t[hd]>", " | ").replaceAll("<[^>]*>", "").replace("&#39;", "'");
        return rows.lines().filter(line -> !line.isBlank()).map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
    }

    @Test
    void thePageSaysWhatTheRunWasAndHowItWent() throws IOException {
        Files.writeString(folder.resolve("plan.json"), """
                {"name": "fit", "planId": "4f1c", "created": "2026-09-21T14:13:00Z", "plan": {"tasks": 6}, "options": {"seed": "42", "onError": "FAIL"},
                 "identity": {"function": "my.Model::fit", "code": "c1"},
                 "circumstances": {"folder": "/home/anna", "programs": {"fit.py": "9f"}, "files": {"/data/a.h5": "1000 bytes"}},
                 "inputs": {"extents": [6], "columns": [{"name": "lr", "axis": 0, "values": {"dtype": "float64", "shape": [6], "data": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]}}]}}
                """);
        RunSummary summary = new RunSummary(6, 5, 1, 2, 3, 2, 4.5, new RunSummary.Phases(0.5, 1, 2.5, 0.5), 3.75, 1.5, 4096, 431_132L * 1024, "local[2]");
        ObjectNode figures = Json.MAPPER.valueToTree(summary);
        figures.put("efficiency", summary.efficiency()).putObject("versions").put("trialmap", "0.1.0").put("java", "17");
        Files.writeString(folder.resolve("summary.json"), figures.toString());
        try (TraceFile trace = new TraceFile(folder)) {
            trace.add(run -> List.of(new TracedCall(0, 1, true, "node1", START, 1_500_000, 1), new TracedCall(1, 1, true, "node2", START, 250_000, 3),
                    new TracedCall(2, 1, false, "node1", START + 1_500_000, 1_000_000, 1), new TracedCall(5, 1, true, "", 0, 0, 1)));
        }
        String page = Files.readString(RunReport.write(folder, RunState.FAILED, 5));
        assertEquals("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>",
                page.lines().filter(line -> line.contains("http-equiv")).findFirst().orElseThrow());
        assertEquals("""
                Where the time went
                start-up 0.500 s waiting for workers 1.000 s running 2.500 s gathering 0.500 s
                tasks | 6
                computed by this run | 5
                failed | 1
                attempts beyond the first | 2
                partitions | 3
                slots | 2
                from start to end | 4.500 s
                start-up | 0.500 s
                waiting for workers | 1.000 s
                running | 2.500 s
                gathering | 0.500 s
                in calls, all slots together | 3.750 s
                longest call | 1.500 s
                bytes written | 4,096
                most bytes of memory that a process with tasks has had | 441,479,168
                where it ran | local[2]
                efficiency: share of the slots' time in calls while running | 75.0 %
                Hosts
                host | calls | seconds in calls | longest call | failed
                not known | 1 | 0.000 s | 0.000 s | 0
                node1 | 2 | 2.500 s | 1.500 s | 1
                node2 | 1 | 0.250 s | 0.250 s | 0
                Longest calls
                task | input | seconds | attempts | host | run | status
                0 | lr=0.1 | 1.500 s | 1 | node1 | 1 | ok
                2 | lr=0.3 | 1.000 s | 1 | node1 | 1 | failed
                1 | lr=0.2 | 0.250 s | 3 | node2 | 1 | ok
                5 | lr=0.6 | not known | 1 |  | 1 | ok
                Retries
                1 task was tried more than once.
                Most attempts
                task | input | seconds | attempts | host | run | status
                1 | lr=0.2 | 0.250 s | 3 | node2 | 1 | ok
                Failures
                None.
                Settings
                plan id | 4f1c
                begun | 2026-09-21T14:13:00Z
                seed | 42
                onError | FAIL
                working directory | /home/anna
                What identifies the plan
                function | my.Model::fit
                code | c1
                Inputs
                name | values | the first
                lr | 6 | 0.1, 0.2, 0.3, 0.4, 0.5, ...
                Files that inputs name
                fit.py | 9f
                /data/a.h5 | 1000 bytes
                Versions
                trialmap | 0.1.0
                java | 17
                """, sections(page).replaceAll("(?s)Timeline\n.*?\nHosts\n", "Hosts\n"));
    }

    @Test
    void aRunThatWasKilledHasAPageWithoutFigures() throws IOException {
        write(2, IntStream.empty(), List.of(new TracedCall(0, 1, true, "n", START, 1_500_000, 1)));
        Files.delete(folder.resolve("summary.json"));
        Document page = parse(Files.readString(RunReport.write(folder, RunState.KILLED, 1)));
        assertEquals("It ended without a word. What finished is kept: the same again with Existing.RESUME runs the rest. 1 of 2 tasks have a result."
                + "|The run has written no summary, since it has not ended, or was killed."
                + "|From 2026-09-21T14:13:20Z to 2026-09-21T14:13:21.500Z: 1 task, 0 failed."
                + "|call call with several attempts failed|No run tried a task again.|None.", text(page, "p"));
        assertEquals("n 1|0 s|1.500 s", text(page, "text"));
        assertEquals("task 0, 1.500 s", elements(page, "rect").get(1).getTextContent());
    }

    @Test
    void slotsAreCallsThatDoNotOverlapAndManyArePutTogether() {
        List<TracedCall> calls = List.of(new TracedCall(0, 1, true, "a", 10, 5, 1), new TracedCall(1, 1, true, "a", 12, 9, 1), new TracedCall(2, 1, true, "a", 15, 5, 1),
                new TracedCall(3, 1, true, "b", 11, 5, 1), new TracedCall(4, 1, true, "a", 21, 1, 1));
        assertEquals(List.of("a 1 [0, 2]", "a 2 [1, 4]", "b 1 [3]"),
                Slots.rows(calls).stream().map(row -> row.name() + " " + row.calls().stream().map(TracedCall::task).toList()).toList());
        List<TracedCall> wide = IntStream.range(0, 100).mapToObj(task -> new TracedCall(task, 1, true, "h" + task % 2, 10, 5, 1)).toList();
        assertEquals(List.of("h0, 50 slots", "h1, 50 slots"), Slots.rows(wide).stream().map(Slots.Row::name).toList());
        List<TracedCall> hosts = IntStream.range(0, 100).mapToObj(task -> new TracedCall(task, 1, true, "h" + task, 10, 5, 1)).toList();
        assertEquals(List.of("100 hosts, 100 slots"), Slots.rows(hosts).stream().map(Slots.Row::name).toList());
    }
}
