package org.trialmap.notebook;

import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A title and rows of cells, which Jupyter shows as a table, and as lines where there is no HTML. */
final class ValueTable {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    ValueTable(String title) {
        this.title = title;
    }

    ValueTable row(Object... cells) {
        rows.add(List.of(cells).stream().map(String::valueOf).toList());
        return this;
    }

    DisplayData display() {
        DisplayData data = new DisplayData(text());
        data.putHTML(html());
        return data;
    }

    private String text() {
        StringBuilder text = new StringBuilder(title);
        for (List<String> row : rows) {
            text.append("\n  ").append(row.get(0)).append(": ").append(String.join(", ", row.subList(1, row.size())));
        }
        return text.toString();
    }

    private String html() {
        StringBuilder html = new StringBuilder("<table><caption>").append(escaped(title)).append("</caption>");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td style=\"text-align: left\">").append(escaped(cell)).append("</td>"));
            html.append("</tr>");
        }
        return html.append("</table>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
