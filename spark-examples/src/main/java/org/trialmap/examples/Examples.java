package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.parallel.ParallelMap;

/** The examples by name. {@code trialmap examples} finds this class and its two methods by their names: it is built without this jar. */
public final class Examples {
    private static final Map<String, Example> ALL = new LinkedHashMap<>();

    static {
        add("first-map", "f(x, y, z=3) for four values of x: ACME, Syncopy", FirstMap::run);
        add("gen-and-mean", "three different functions at once, and what limits the speed-up: Dask", GenAndMean::run);
        add("slow-and-fast", "4 slow and 12 fast calls, one by one and in batches: Dask, R's future", SlowAndFast::run);
        add("nested-loops", "30 methods x 10 folds as one map, a table of both: Dask, R's future", NestedLoops::run);
        add("stratified", "one regression for each stratum of a large table: Dask, R's future", Stratified::run);
        add("ensemble", "100 models of samples with replacement, and their mean: Dask, R's future", Ensemble::run);
        add("simulation", "1000 replicates x 10 methods, with random streams: Dask, R's future", Simulation::run);
        add("geyser", "a constant and an array through a closure, a bootstrap: R's future", Geyser::run);
        add("big-array", "5 * 10^7 numbers (400 MB) in 8 tasks, one copy for each process: Dask, R's future", BigArray::run);
        add("crossprod", "6000 x 6000 crossproduct and Cholesky factor by the machine's BLAS, with one thread and more: R, Dask", Crossprod::run);
        add("primes", "primes among 1001 numbers, and where the time goes: dask-mpi", Primes::run);
        add("firing-rates", "mean firing rates of 8 Poisson spike trains: Elephant", SpikeTrains::runRates);
        add("time-histograms", "time histograms with 100 widths of bins: Elephant", SpikeTrains::runHistograms);
        add("digits-search", "grid search of a support vector classifier on digits, precision and recall: scikit-learn with Dask", DigitsSearch::run);
        add("forest-folds", "10-fold cross-validation of a random forest, n = 1000, p = 50: Dask, R's future", ForestFolds::run);
        add("learning-rates", "100 learning rates of a small network, and the best of them: ACME", LearningRates::run);
        add("connectome", "graphical lasso with cross-validation of 21 subjects, stacked on the last axis: ACME", Connectome::run);
        add("airlines", "shortest and longest delay of a folder of bz2 tables, by a map and by Spark SQL in one session: Dask", Airlines::run);
    }

    private Examples() {}

    /** What an example does, printing its result. */
    interface Program {
        void run(ParallelMap pmap, PrintWriter out) throws Exception;
    }

    private record Example(String about, Program program) {}

    private static void add(String name, String about, Program program) {
        ALL.put(name, new Example(about, program));
    }

    /** Names of all examples, and what each is about, in the order in which they are best read. */
    public static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        ALL.forEach((name, example) -> list.put(name, example.about));
        return list;
    }

    /**
     * Runs one.
     *
     * @param name one of {@link #list}
     * @param out gets what it prints
     * @throws Exception what the example throws
     */
    public static void run(String name, ParallelMap pmap, PrintWriter out) throws Exception {
        ALL.get(name).program.run(pmap, out);
    }
}
