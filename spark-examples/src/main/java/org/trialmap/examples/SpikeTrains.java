package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.parallel.Outcomes;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.spike.Bins;
import org.trialmap.spike.PoissonProcess;
import org.trialmap.spike.SpikeStatistics;
import org.trialmap.spike.TimeHistogram;

/** Spike trains of Poisson processes: their mean firing rates, and time histograms with bins of 100 widths. */
final class SpikeTrains {
    private SpikeTrains() {}

    // tag::rates[]
    /** Eight trains of 10 s at 10 Hz. */
    static List<double[]> trains(ParallelMap pmap) {
        return pmap.seed(1).replicate(8).collectWithContext((train, task) -> PoissonProcess.homogeneous(10).spiketrain(0, 10, task.random()));
    }

    static List<Double> rates(ParallelMap pmap, List<double[]> trains) {
        return pmap.over(trains).collect(train -> SpikeStatistics.meanFiringRate(train, 0, 10));
    }
    // end::rates[]

    // tag::histograms[]
    /** Widths in seconds: {@code numpy.linspace(0.1, 1, 100)}, but for the last bits. */
    static List<Double> widths() {
        return IntStream.range(0, 100).mapToObj(i -> (0.1 * (99 - i) + i) / 99).toList();
    }

    static Outcomes<double[]> histograms(ParallelMap pmap, List<double[]> trains) {
        return pmap.over(widths()).outcomes(width -> TimeHistogram.of(trains, Bins.ofWidth(width, 0, 10), TimeHistogram.Output.COUNTS));
    }
    // end::histograms[]

    static void runRates(ParallelMap pmap, PrintWriter out) {
        out.println("spikes per second of 8 trains: " + rates(pmap, trains(pmap)));
    }

    static void runHistograms(ParallelMap pmap, PrintWriter out) {
        List<double[]> trains = trains(pmap);
        histograms(pmap, trains); // so that the first one that is timed does not pay for the start
        histograms(ParallelMap.serial(), trains);
        Outcomes<double[]> parallel = histograms(pmap, trains);
        Outcomes<double[]> serial = histograms(ParallelMap.serial(), trains);
        out.printf(Locale.ROOT, "100 histograms, of %d to %d bins: %.3f s serially, %.3f s on %d slots; the calls alone take %.3f s%n", serial.get(99).value().length, serial.get(0).value().length,
                serial.summary().wallSeconds(), parallel.summary().wallSeconds(), parallel.summary().slots(), serial.summary().callSeconds());
    }
}
