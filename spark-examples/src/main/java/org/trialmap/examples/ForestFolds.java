package org.trialmap.examples;

import java.io.PrintWriter;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;
import org.trialmap.task.Shared;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Cross-validation of a random forest (Tribuo), n = 1000, p = 50: one task for each of ten folds. */
final class ForestFolds {
    static final int FOLDS = 10;
    private static final int COLUMNS = 50;

    private ForestFolds() {}

    // tag::program[]
    record Table(double[][] x, double[] y) implements Serializable {}

    /** y is x0 + sqrt(|x1 x2|) + x1 - x2, and noise. */
    static Table table(int rows) {
        RandomStream random = RandomAlgorithm.PCG64.stream(1, 0);
        double[][] x = IntStream.range(0, rows).mapToObj(row -> IntStream.range(0, COLUMNS).mapToDouble(column -> random.nextGaussian()).toArray()).toArray(double[][]::new);
        return new Table(x, IntStream.range(0, rows).mapToDouble(row -> x[row][0] + Math.sqrt(Math.abs(x[row][1] * x[row][2])) + x[row][1] - x[row][2] + random.nextGaussian()).toArray());
    }

    /** A prediction for each row, by a forest that has not seen its fold. */
    static double[] predictions(ParallelMap pmap, Table table, int trees) {
        Shared<Table> shared = pmap.share(table);
        Folds folds = Folds.kfold(FOLDS, table.y.length, 1);
        List<double[]> byFold = pmap.range(FOLDS).collect(fold -> predicted(shared.value(), folds.train(fold), folds.test(fold), trees));
        return folds.align(byFold);
    }

    static double[] predicted(Table table, int[] train, int[] test, int trees) {
        MutableDataset<Regressor> rows = new MutableDataset<>(new SimpleDataSourceProvenance("table", new RegressionFactory()), new RegressionFactory());
        IntStream.of(train).forEach(row -> rows.add(example(table, row)));
        Logger.getLogger(BaggingTrainer.class.getName()).setLevel(Level.WARNING); // it tells of each tree
        CARTRegressionTrainer tree = new CARTRegressionTrainer(Integer.MAX_VALUE, 5, 0, 1 / 3f, new MeanSquaredError(), 1);
        Model<Regressor> forest = new RandomForestTrainer<>(tree, new AveragingCombiner(), trees, 1).train(rows);
        return IntStream.of(test).mapToDouble(row -> forest.predict(example(table, row)).getOutput().getValues()[0]).toArray();
    }
    // end::program[]

    private static ArrayExample<Regressor> example(Table table, int row) {
        String[] names = IntStream.range(0, COLUMNS).mapToObj(column -> String.format(Locale.ROOT, "x%02d", column)).toArray(String[]::new);
        return new ArrayExample<>(new Regressor("y", table.y[row]), names, table.x[row]);
    }

    /** Mean squared difference. */
    static double error(double[] y, double[] predicted) {
        return IntStream.range(0, y.length).mapToDouble(row -> (y[row] - predicted[row]) * (y[row] - predicted[row])).average().orElseThrow();
    }

    static void run(ParallelMap pmap, PrintWriter out) {
        Table table = table(1000);
        double mean = IntStream.range(0, 1000).mapToDouble(row -> table.y[row]).average().orElseThrow();
        double[] predicted = predictions(pmap, table, 10);
        out.printf(Locale.ROOT, "1000 predictions, mean squared error %.3f; of the mean %.3f%n", error(table.y, predicted),
                error(table.y, IntStream.range(0, 1000).mapToDouble(row -> mean).toArray()));
    }
}
