package org.trialmap.store.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** When which slot was busy, as a picture in SVG: a box for each call, or where there are many, how busy it was in each of some intervals. */
final class Timeline {
    private static final int MOST_BOXES = 1500;
    private static final int MOST_CELLS = 12_000;
    private static final int MOST_COLUMNS = 400;
    private static final int LEVELS = 8;
    private static final int LEFT = 170;
    private static final int WIDTH = 800;
    private static final int ROW = 16;
    private static final int BOX = 12;

    private final List<Slots.Row> rows;
    private final long first;
    private final long span;
    private final Html svg = new Html();

    private Timeline(List<TracedCall> calls) {
        rows = Slots.rows(calls);
        first = calls.stream().mapToLong(TracedCall::startMicros).min().orElseThrow();
        span = Math.max(1, calls.stream().mapToLong(TracedCall::endMicros).max().orElseThrow() - first);
    }

    /** @param calls of one run, all of them timed; at least one */
    static String of(List<TracedCall> calls) {
        Timeline timeline = new Timeline(calls);
        timeline.draw(calls.size() <= MOST_BOXES);
        return timeline.svg.toString();
    }

    private void draw(boolean boxes) {
        int height = rows.size() * ROW;
        svg.raw(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">%n", LEFT + WIDTH, height + 2 * ROW, LEFT + WIDTH));
        for (int r = 0; r < rows.size(); r++) {
            svg.raw("<text x=\"0\" y=\"" + (r * ROW + BOX - 2) + "\">").text(Html.cut(rows.get(r).name(), 24)).raw("</text>\n");
            svg.raw("<rect class=\"idle\" x=\"" + LEFT + "\" y=\"" + r * ROW + "\" width=\"" + WIDTH + "\" height=\"" + BOX + "\"/>\n");
        }
        if (boxes) {
            for (int r = 0; r < rows.size(); r++) {
                boxes(r);
            }
        } else {
            cells(Math.min(MOST_COLUMNS, MOST_CELLS / rows.size()));
        }
        svg.raw("<text x=\"" + LEFT + "\" y=\"" + (height + ROW) + "\">0 s</text><text class=\"right\" x=\"" + (LEFT + WIDTH) + "\" y=\"" + (height + ROW) + "\">" + Html.seconds(span / 1e6)
                + "</text>\n</svg>\n");
    }

    private void boxes(int r) {
        for (TracedCall call : rows.get(r).calls()) {
            double x = LEFT + (double) WIDTH * (call.startMicros() - first) / span;
            double width = Math.max(0.5, (double) WIDTH * call.micros() / span);
            svg.raw(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>", call.ok() ? call.attempts() > 1 ? "retried" : "busy" : "failed", x,
                    r * ROW, width, BOX)).text("task " + call.task() + ", " + Html.seconds(call.seconds()) + (call.attempts() > 1 ? ", " + call.attempts() + " attempts" : "")
                            + (call.ok() ? "" : ", failed"))
                    .raw("</title></rect>\n");
        }
    }

    /** All cells of one shade are one path, which is short. */
    private void cells(int columns) {
        Map<Integer, StringBuilder> shades = new TreeMap<>();
        StringBuilder failed = new StringBuilder();
        double width = (double) WIDTH / columns;
        for (int r = 0; r < rows.size(); r++) {
            double[] busy = new double[columns];
            boolean[] bad = new boolean[columns];
            rows.get(r).calls().forEach(call -> add(call, busy, bad));
            for (int c = 0; c < columns; c++) {
                int shade = (int) Math.ceil(LEVELS * Math.min(1, busy[c] / rows.get(r).slots()) - 1e-9);
                StringBuilder path = bad[c] ? failed : shade == 0 ? null : shades.computeIfAbsent(shade, level -> new StringBuilder());
                if (path != null) {
                    path.append(String.format(Locale.ROOT, "M%.1f %dh%.1fv%dh-%.1fz", LEFT + c * width, r * ROW, width, BOX, width));
                }
            }
        }
        shades.forEach((level, path) -> svg.raw("<path class=\"busy\" fill-opacity=\"" + (double) level / LEVELS + "\" d=\"" + path + "\"/>\n"));
        if (failed.length() > 0) {
            svg.raw("<path class=\"failed\" d=\"" + failed + "\"/>\n");
        }
    }

    /** Shares of the columns' times that the call took. */
    private void add(TracedCall call, double[] busy, boolean[] bad) {
        double from = (double) busy.length * (call.startMicros() - first) / span;
        double to = (double) busy.length * (call.endMicros() - first) / span;
        for (int c = (int) Math.min(from, busy.length - 1); c < busy.length && (c < to || c == (int) from); c++) {
            busy[c] += Math.max(0, Math.min(to, c + 1) - Math.max(from, c));
            bad[c] |= !call.ok();
        }
    }
}
