package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.List;
import org.trialmap.parallel.ParallelMap;

/** A function of three parameters, one of which differs from call to call. */
public final class FirstMap {
    private FirstMap() {}

    // tag::program[]
    /** Public, so that the command line finds it, too. */
    public static double f(double x, double y, double z) {
        return (x + y) * z;
    }

    static List<Double> results(ParallelMap pmap) {
        double y = 4;
        double z = 3;                                                              // Java's parameters have no default values
        return pmap.over(List.of(2.0, 4.0, 6.0, 8.0)).collect(x -> f(x, y, z));    // [18.0, 24.0, 30.0, 36.0]
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        out.println("f(x, y=4, z=3) for x = 2, 4, 6, 8: " + results(pmap));
    }
}
