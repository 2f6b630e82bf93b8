package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunSummary;

/** Four slow calls, then twelve fast ones, for four slots: one by one (dynamic allocation), and six in a batch, as some tools do (static allocation). */
final class SlowAndFast {
    private SlowAndFast() {}

    // tag::program[]
    static long call(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }

    static RunSummary run(ParallelMap pmap, int batch, long slowMillis) {
        List<Long> calls = new ArrayList<>(Collections.nCopies(4, slowMillis));
        calls.addAll(Collections.nCopies(12, slowMillis / 100));
        return pmap.batch(batch).over(calls).outcomes(SlowAndFast::call).summary();
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        run(pmap, 1, 10); // so that the first of the two does not pay for the start
        print("one by one", run(pmap, 1, 1000), out);
        print("six in a batch", run(pmap, 6, 1000), out);
    }

    private static void print(String allocation, RunSummary summary, PrintWriter out) {
        out.printf(Locale.ROOT, "%-14s  %.2f s on %d slots, %.2f times the longest call, efficiency %.0f%%%n", allocation, summary.phases().runSeconds(), summary.slots(),
                summary.phases().runSeconds() / summary.longestCallSeconds(), 100 * summary.efficiency());
    }
}
