package org.trialmap.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.parallel.ParallelMap;

/** A constant through a closure: what a function uses from around it is sent with it, a number as well as an array. */
final class Geyser {
    private static final int SAMPLES = 1000;

    private Geyser() {}

    /** Minutes of 299 eruptions of Old Faithful in August 1985 (Azzalini and Bowman 1990). */
    static double[] durations() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Geyser.class.getResourceAsStream("geyser-durations.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).mapToDouble(Double::parseDouble).toArray();
        }
    }

    // tag::program[]
    /** How far the mean of a sample with replacement is from the mean of all eruptions, for each of 1000 samples. */
    static List<Double> deviations(ParallelMap pmap, double[] durations) {
        double mean = Arrays.stream(durations).average().orElseThrow();                  // 3.460814
        return pmap.seed(1).replicate(SAMPLES).collectWithContext((sample, task) -> {
            double sum = IntStream.range(0, durations.length).mapToDouble(i -> durations[task.random().nextInt(durations.length)]).sum();
            return sum / durations.length - mean;
        });
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) throws IOException {
        double[] durations = durations();
        double error = Math.sqrt(deviations(pmap, durations).stream().mapToDouble(d -> d * d).average().orElseThrow());
        out.printf(Locale.ROOT, "mean duration %.6f min, its standard error by %d bootstrap samples %.4f min%n", Arrays.stream(durations).average().orElseThrow(), SAMPLES, error);
    }
}
