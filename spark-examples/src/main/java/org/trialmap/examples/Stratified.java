package org.trialmap.examples;

import java.io.PrintWriter;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;
import org.trialmap.task.Shared;

/** Stratified analysis: one regression for each stratum of a large table, which is sent once to each process. */
final class Stratified {
    static final int STRATA = 8;

    private Stratified() {}

    // tag::program[]
    record Table(int[] stratum, double[] x, double[] y) implements Serializable {}

    /** In stratum s, y is s times x, and noise. */
    static Table table(int rows) {
        RandomStream random = RandomAlgorithm.PCG64.stream(1, 0);
        Table table = new Table(new int[rows], new double[rows], new double[rows]);
        for (int i = 0; i < rows; i++) {
            table.stratum[i] = i % STRATA;
            table.x[i] = random.nextGaussian();
            table.y[i] = table.stratum[i] * table.x[i] + random.nextGaussian();
        }
        return table;
    }

    /** Slope of the regression of y on x in one stratum. */
    static double slope(Table table, int stratum) {
        int[] rows = IntStream.range(0, table.x.length).filter(i -> table.stratum[i] == stratum).toArray();
        double meanX = IntStream.of(rows).mapToDouble(i -> table.x[i]).average().orElseThrow();
        double covariance = IntStream.of(rows).mapToDouble(i -> (table.x[i] - meanX) * table.y[i]).sum();
        return covariance / IntStream.of(rows).mapToDouble(i -> (table.x[i] - meanX) * (table.x[i] - meanX)).sum();
    }

    static List<Double> results(ParallelMap pmap, int rows) {
        Shared<Table> table = pmap.share(table(rows));
        return pmap.range(STRATA).collect(stratum -> slope(table.value(), stratum));
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        List<Double> slopes = results(pmap, 800_000);
        out.println("slopes of strata 0 to 7: " + String.join(", ", slopes.stream().map(slope -> String.format(Locale.ROOT, "%.3f", slope)).toList()));
    }
}
