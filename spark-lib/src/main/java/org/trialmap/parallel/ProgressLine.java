package org.trialmap.parallel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.trialmap.task.RunOptions.Progress;

/** Shows how far a run is, on standard error rewritten in place on a terminal, else a line now and then; or on what was installed. */
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 10;
    private static final double TERMINAL_SECONDS = 0.1;
    private static final double FIRST_LINE_SECONDS = 5;
    private static final double LONGEST_GAP_SECONDS = 60;

    private static final double DISPLAY_SECONDS = 0.5;

    private static volatile ProgressDisplay installed;

    private final RunCounters tally;
    private final ProgressDisplay display;
    private final boolean shown;
    private final boolean terminal;
    private final PrintStream out;
    private double next;
    private ProgressDisplay.Bar bar;
    private boolean written;

    ProgressLine(RunCounters tally, Progress progress) {
        this(tally, progress == Progress.SHOWN, isTerminal(), System.err, installed);
    }

    /** @param display null: none but {@code out} */
    ProgressLine(RunCounters tally, boolean shown, boolean terminal, PrintStream out, ProgressDisplay display) {
        this.tally = tally;
        this.display = display;
        this.shown = shown;
        this.terminal = terminal;
        this.out = out;
        this.next = display != null ? DISPLAY_SECONDS : terminal ? 0 : FIRST_LINE_SECONDS;
    }

    static void install(ProgressDisplay display) {
        installed = display;
    }

    void show() {
        double now = tally.seconds();
        if (!shown || now < next) {
            return;
        }
        write();
        next = display != null ? now + DISPLAY_SECONDS : terminal ? now + TERMINAL_SECONDS : now + Math.min(LONGEST_GAP_SECONDS, Math.max(FIRST_LINE_SECONDS, now));
    }

    private void write() {
        String line = text(tally.ended(), tally.tasks(), tally.endedNow(), tally.seconds(), tally.runningSeconds(), tally.retried(), tally.failed());
        if (display != null) {
            bar = bar == null ? display.begin() : bar;
            bar.show(tally.tasks() == 0 ? 1 : (double) tally.ended() / tally.tasks(), line);
        } else if (terminal) {
            out.print("\r" + line + "\033[K");
            out.flush();
        } else {
            out.println(line);
        }
        written = true;
    }

    /** For example {@code 57% |#####     | 12/21 [00:04<00:03, 3.29 tasks/s, 1 retried]}; the rate is that of the time in which tasks {@code running}. */
    static String text(int ended, int tasks, int endedNow, double seconds, double running, int retried, int failed) {
        double share = tasks == 0 ? 1 : (double) ended / tasks;
        double rate = running > 0 ? endedNow / running : 0;
        int bars = (int) (share * WIDTH);
        String left = rate > 0 ? clock((tasks - ended) / rate) : "?";
        return String.format(Locale.ROOT, "%3d%% |%s%s| %d/%d [%s<%s, %.2f tasks/s%s%s]", (int) (100 * share), "#".repeat(bars), " ".repeat(WIDTH - bars), ended, tasks,
                clock(seconds), left, rate, retried > 0 ? ", " + retried + " retried" : "", failed > 0 ? ", " + failed + " failed" : "");
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? String.format(Locale.ROOT, "%02d:%02d", s / 60, s % 60) : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    /** A process that was started ahead of its command names the stream of the launcher that it writes to. */
    private static boolean isTerminal() {
        String term = System.getenv("TERM");
        if (term == null || term.equals("dumb")) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of(System.getProperty("trialmap.stderr", "/proc/self/fd/2"))).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return System.console() != null;
        }
    }

    @Override
    public void close() {
        if (shown && written && (terminal || display != null)) {
            write();
            if (display == null) {
                out.println();
            }
        }
    }
}
