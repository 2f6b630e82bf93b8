package org.trialmap.examples;

import java.io.PrintWriter;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;
import org.trialmap.task.Shared;

/** A large array that eight tasks read: one copy for each process, not one for each task. */
final class BigArray {
    private BigArray() {}

    // tag::program[]
    record Seen(double mean, long process, int object) implements Serializable {}

    static List<Seen> results(ParallelMap pmap, int size) {
        RandomStream random = RandomAlgorithm.PCG64.stream(1, 0);
        double[] x = new double[size];
        Arrays.setAll(x, i -> random.nextGaussian());
        Shared<double[]> shared = pmap.share(x);
        return pmap.range(8).collect(i -> new Seen(Arrays.stream(shared.value()).average().orElseThrow(), ProcessHandle.current().pid(), System.identityHashCode(shared.value())));
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        List<Seen> seen = results(pmap, 50_000_000);
        out.printf(Locale.ROOT, "mean %.6f in each of %d tasks, processes: %d, copies of the array: %d%n", seen.get(0).mean, seen.size(), seen.stream().map(Seen::process).distinct().count(),
                seen.stream().map(one -> one.process + ":" + one.object).distinct().count());
    }
}
