package org.trialmap.store.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What was asked for, what it was computed from, and with which versions. */
record RunSettings(JsonNode plan, JsonNode summary) {
    private static final int MOST = 100;
    private static final int LONGEST = 500;
    private static final int FIRST_VALUES = 5;

    String tables() {
        Html html = new Html().section("Settings").raw("<table>\n");
        line(html, "plan id", plan.path("planId"));
        line(html, "begun", plan.path("created"));
        lines(html, plan.path("options"));
        line(html, "working directory", plan.path("circumstances").path("folder"));
        html.end().section("What identifies the plan").raw("<table>\n");
        lines(html, plan.path("identity"));
        html.end();
        inputs(html);
        html.section("Files that inputs name").raw("<table>\n");
        lines(html, plan.path("circumstances").path("programs"));
        lines(html, plan.path("circumstances").path("files"));
        html.end().section("Versions").raw("<table>\n");
        lines(html, summary.path("versions"));
        return html.end().toString();
    }

    private static void lines(Html html, JsonNode fields) {
        fields.properties().stream().limit(MOST).forEach(field -> line(html, field.getKey(), field.getValue()));
        if (fields.size() > MOST) {
            html.raw("<tr><th></th><td>").text("and " + (fields.size() - MOST) + " more, all of them in plan.json").raw("</td></tr>\n");
        }
    }

    private static void line(Html html, String name, JsonNode value) {
        html.raw("<tr><th>").text(Html.cut(name, LONGEST)).raw("</th><td>").text(Html.cut(value.isValueNode() ? value.asText() : value.toString(), LONGEST)).raw("</td></tr>\n");
    }

    private void inputs(Html html) {
        html.section("Inputs").head("name", "values", "the first");
        plan.path("inputs").path("columns").forEach(column -> {
            JsonNode data = column.path("values").path("data");
            List<String> first = new ArrayList<>();
            for (int i = 0; i < Math.min(FIRST_VALUES, data.size()); i++) {
                first.add(Html.cut(data.get(i).asText(), LONGEST / FIRST_VALUES));
            }
            html.row(column.path("name").asText(), Integer.toString(data.size()), String.join(", ", first) + (data.size() > FIRST_VALUES ? ", ..." : ""));
        });
        html.end();
    }
}
