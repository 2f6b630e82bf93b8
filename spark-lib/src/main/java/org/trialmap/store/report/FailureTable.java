package org.trialmap.store.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The tasks that failed, and why. */
final class FailureTable {
    private static final int MOST = 100;
    private static final int LONGEST_MESSAGE = 2000;
    private static final int LONGEST_LABEL = 200;

    private FailureTable() {}

    /** @param failures as in {@code summary.json} */
    static String of(JsonNode failures) {
        Html html = new Html().section("Failures");
        if (failures.isEmpty()) {
            return html.paragraph("None.").toString();
        }
        html.head("task", "input", "error", "host", "attempts", "log");
        for (int i = 0; i < Math.min(MOST, failures.size()); i++) {
            row(html, failures.get(i));
        }
        html.end();
        if (failures.size() > MOST) {
            html.paragraph("And " + (failures.size() - MOST) + " more, all of them in summary.json.");
        }
        return html.toString();
    }

    private static void row(Html html, JsonNode failure) {
        int task = failure.path("index").asInt();
        String log = String.format(Locale.ROOT, "log/task-%05d.txt", task);
        String type = failure.path("type").asText();
        html.raw("<tr><td>" + task + "</td><td>").text(Html.cut(failure.path("label").asText(), LONGEST_LABEL)).raw("</td><td class=\"error\">")
                .text(Html.cut(type.substring(type.lastIndexOf('.') + 1) + ": " + failure.path("message").asText(), LONGEST_MESSAGE)).raw("</td><td>").text(failure.path("host").asText())
                .raw("</td><td>").text(failure.path("attempts").asText()).raw("</td><td><a href=\"" + log + "\">" + log + "</a></td></tr>\n");
    }
}
