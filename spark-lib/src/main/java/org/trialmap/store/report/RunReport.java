package org.trialmap.store.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trialmap.setting.Setting;
import org.trialmap.store.Json;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.RunState;

/**
 * {@code report.html}: a page about one run, made from {@code plan.json}, {@code summary.json} and {@code trace.csv} alone. It needs no network, has no scripts, and stays below 2 MB.
 *
 * @hidden
 */
public final class RunReport {
    public static final String NAME = "report.html";
    /** Where a picture of the result goes, if there is one. */
    private static final String PICTURE = "<!-- picture of the result -->\n";
    /** The page is to stay below 2 MB. */
    private static final int LARGEST_PICTURE = 1 << 20;
    private static final int LONGEST_CALLS = 20;
    /** A run that was resumed often has a timeline for the last of its runs only. */
    private static final int MOST_TIMELINES = 4;

    private final JsonNode plan;
    private final JsonNode summary;
    private final TraceFile.Content trace;
    private final TaskInputs inputs;
    private final Html page = new Html();

    private RunReport(JsonNode plan, JsonNode summary, TraceFile.Content trace) {
        this.plan = plan;
        this.summary = summary;
        this.trace = trace;
        this.inputs = TaskInputs.of(plan.path("inputs"));
    }

    /**
     * Writes the page into the run's folder, in place of an earlier one.
     *
     * @param run folder with {@code plan.json}
     * @param finished tasks that have a result
     * @return its path
     * @throws IOException if what the run has recorded cannot be read, or the page cannot be written
     */
    public static Path write(Path run, RunState state, int finished) throws IOException {
        RunReport report = new RunReport(json(run.resolve("plan.json")), json(run.resolve("summary.json")), TraceFile.read(run));
        byte[] page = report.page(state, finished).getBytes(StandardCharsets.UTF_8); // takes any text
        OwnFiles.replace(run.resolve(NAME), temporary -> OwnFiles.write(temporary, page));
        return run.resolve(NAME);
    }

    /**
     * Puts a picture into a page that has none; one that is too large is left out.
     *
     * @param png of the result
     */
    public static void illustrate(Path page, byte[] png) throws IOException {
        String text = new String(OwnFiles.read(page), StandardCharsets.UTF_8);
        if (png.length <= LARGEST_PICTURE && text.contains(PICTURE)) {
            String picture = "<h2>Result</h2>\n<img alt=\"spectrum\" src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png) + "\"/>\n";
            byte[] whole = text.replace(PICTURE, picture).getBytes(StandardCharsets.UTF_8);
            OwnFiles.replace(page, temporary -> OwnFiles.write(temporary, whole));
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return !OwnFiles.isFile(file) ? MissingNode.getInstance()
                : Json.understood(new String(OwnFiles.read(file), StandardCharsets.UTF_8), file.toString(), "Restore it, or remove it and run again with " + Setting.RESUME + ".", node -> node);
    }

    private String page(RunState state, int finished) throws IOException {
        String name = plan.path("name").asText();
        page.raw(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>\n<title>")
                .text(Html.cut(name, 200)).raw("</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<h1>").text(Html.cut(name, 200)).raw(" <span class=\"state\">").text(state.word())
                .raw("</span></h1>\n");
        page.paragraph(state.meaning() + " " + finished + " of " + plan.path("plan").path("tasks").asInt() + " tasks have a result.");
        page.raw(PICTURE);
        figures();
        runs();
        hosts();
        calls();
        page.raw(FailureTable.of(summary.path("failures")));
        page.raw(new RunSettings(plan, summary).tables());
        return page.raw("</body>\n</html>\n").toString();
    }

    private static String style() throws IOException {
        try (InputStream in = RunReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void figures() {
        page.section("Where the time went");
        if (summary.isMissingNode()) {
            page.paragraph("The run has written no summary, since it has not ended, or was killed.");
            return;
        }
        Figures figures = new Figures(summary);
        page.raw(figures.bar()).raw(figures.table());
    }

    private void runs() {
        page.section("Timeline");
        if (!trace.notice().isEmpty()) {
            page.paragraph(trace.notice());
        }
        Map<Integer, List<TracedCall>> runs = trace.calls().stream().collect(Collectors.groupingBy(TracedCall::run, TreeMap::new, Collectors.toList()));
        int drawn = runs.size();
        for (Map.Entry<Integer, List<TracedCall>> run : runs.entrySet()) {
            List<TracedCall> timed = run.getValue().stream().filter(TracedCall::isTimed).toList();
            long failed = run.getValue().stream().filter(call -> !call.ok()).count();
            page.raw("<h3>").text("Run " + run.getKey()).raw("</h3>\n").paragraph((timed.isEmpty() ? "" : "From " + TracedCall.instant(start(timed)) + " to " + TracedCall.instant(end(timed)) + ": ")
                    + run.getValue().size() + (run.getValue().size() == 1 ? " task" : " tasks") + ", " + failed + " failed.");
            if (!timed.isEmpty() && drawn-- <= MOST_TIMELINES) {
                page.raw(Timeline.of(timed));
            }
        }
        page.raw("<p class=\"legend\"><span class=\"busy\"></span>call <span class=\"retried\"></span>call with several attempts <span class=\"failed\"></span>failed</p>\n");
    }

    private static long start(List<TracedCall> timed) {
        return timed.stream().mapToLong(TracedCall::startMicros).min().orElseThrow();
    }

    private static long end(List<TracedCall> timed) {
        return timed.stream().mapToLong(TracedCall::endMicros).max().orElseThrow();
    }

    private void hosts() {
        page.section("Hosts").head("host", "calls", "seconds in calls", "longest call", "failed");
        Slots.byHost(trace.calls()).entrySet().stream().limit(200).forEach(host -> page.row(host.getKey().isEmpty() ? "not known" : host.getKey(), Integer.toString(host.getValue().size()),
                Html.seconds(host.getValue().stream().mapToDouble(TracedCall::seconds).sum()), Html.seconds(host.getValue().stream().mapToDouble(TracedCall::seconds).max().orElse(0)),
                Long.toString(host.getValue().stream().filter(call -> !call.ok()).count())));
        page.end();
    }

    private void calls() {
        table("Longest calls", trace.calls().stream().sorted(Comparator.comparingLong(TracedCall::micros).reversed().thenComparingInt(TracedCall::task)).limit(LONGEST_CALLS).toList());
        List<TracedCall> retried = trace.calls().stream().filter(call -> call.attempts() > 1).toList();
        page.section("Retries").paragraph(retried.isEmpty() ? "No run tried a task again." : retried.size() + (retried.size() == 1 ? " task was" : " tasks were") + " tried more than once.");
        if (!retried.isEmpty()) {
            table("Most attempts", retried.stream().sorted(Comparator.comparingInt(TracedCall::attempts).reversed().thenComparingInt(TracedCall::task)).limit(LONGEST_CALLS).toList());
        }
    }

    private void table(String title, List<TracedCall> calls) {
        page.section(title).head("task", "input", "seconds", "attempts", "host", "run", "status");
        calls.forEach(call -> page.row(Integer.toString(call.task()), inputs.label(call.task()), call.isTimed() ? Html.seconds(call.seconds()) : "not known", Integer.toString(call.attempts()),
                call.host(), Integer.toString(call.run()), call.ok() ? "ok" : "failed"));
        page.end();
    }
}
