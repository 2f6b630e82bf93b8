package org.trialmap.store.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code summary.json} counts, as a table and a bar: each number in full in an element {@code <data id="summary.NAME" value="...">}. */
final class Figures {
    private static final Map<String, String> LABELS = Map.ofEntries(Map.entry("tasks", "tasks"), Map.entry("ran", "computed by this run"), Map.entry("failed", "failed"),
            Map.entry("retried", "attempts beyond the first"), Map.entry("partitions", "partitions"), Map.entry("slots", "slots"), Map.entry("wallSeconds", "from start to end"),
            Map.entry("phases.startSeconds", "start-up"), Map.entry("phases.waitSeconds", "waiting for workers"), Map.entry("phases.runSeconds", "running"),
            Map.entry("phases.gatherSeconds", "gathering"), Map.entry("callSeconds", "in calls, all slots together"), Map.entry("longestCallSeconds", "longest call"),
            Map.entry("bytesWritten", "bytes written"), Map.entry("peakMemoryBytes", "most bytes of memory that a process with tasks has had"), Map.entry("master", "where it ran"),
            Map.entry("efficiency", "efficiency: share of the slots' time in calls while running"));
    private static final String[] PHASES = {"start", "wait", "run", "gather"};

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    /** @param summary as in {@code summary.json} */
    Figures(JsonNode summary) {
        add("", summary);
    }

    private void add(String prefix, JsonNode node) {
        node.properties().forEach(field -> {
            if (field.getValue().isObject() && !field.getKey().equals("versions")) {
                add(prefix + field.getKey() + ".", field.getValue());
            } else if (field.getValue().isValueNode()) {
                values.put(prefix + field.getKey(), field.getValue());
            }
        });
    }

    String table() {
        Html html = new Html().raw("<table>\n");
        values.forEach((name, value) -> html.raw("<tr><th>").text(LABELS.getOrDefault(name, name)).raw("</th><td><data id=\"summary.").text(name).raw("\" value=\"").text(value.asText()).raw("\">")
                .text(shown(name, value)).raw("</data></td></tr>\n"));
        return html.end().toString();
    }

    private static String shown(String name, JsonNode value) {
        return name.equals("peakMemoryBytes") && value.asLong() == 0 ? "not known"
                : name.endsWith("Seconds") ? Html.seconds(value.asDouble()) : name.equals("efficiency") ? String.format(Locale.ROOT, "%.1f %%", 100 * value.asDouble())
                        : value.isIntegralNumber() ? String.format(Locale.ROOT, "%,d", value.longValue()) : Html.cut(value.asText(), 200);
    }

    /** The phases one after the other, as long as they took. */
    String bar() {
        double all = 0;
        for (String phase : PHASES) {
            all += seconds(phase);
        }
        Html html = new Html().raw("<div class=\"bar\">");
        for (String phase : PHASES) {
            html.raw(String.format(Locale.ROOT, "<span class=\"%s\" style=\"width:%.2f%%\"></span>", phase, all > 0 ? 100 * seconds(phase) / all : 0));
        }
        html.raw("</div>\n<p class=\"legend\">");
        for (String phase : PHASES) {
            html.raw("<span class=\"" + phase + "\"></span>").text(LABELS.get("phases." + phase + "Seconds") + " " + Html.seconds(seconds(phase))).raw(" ");
        }
        return html.raw("</p>\n").toString();
    }

    private double seconds(String phase) {
        JsonNode value = values.get("phases." + phase + "Seconds");
        return value == null ? 0 : Math.max(0, value.asDouble());
    }
}
