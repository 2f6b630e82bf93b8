package org.trialmap.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.Shared;

/** Grid search of a support vector classifier: 12 settings x 5 folds as one map. */
final class DigitsSearch {
    static final int FOLDS = 5;

    private DigitsSearch() {}

    // tag::program[]
    /** A kernel exp(-gamma |a - b|^2), or a linear one where gamma is 0. */
    record Setting(double c, double gamma) implements Serializable {
        @Override
        public String toString() {
            return (gamma > 0 ? "rbf, gamma " + gamma : "linear") + String.format(Locale.ROOT, ", C %.0f", c);
        }
    }

    static List<Setting> grid() {
        return Stream.concat(Stream.of(1, 10, 100, 1000).flatMap(c -> Stream.of(new Setting(c, 1e-3), new Setting(c, 1e-4))), Stream.of(1, 10, 100, 1000).map(c -> new Setting(c, 0))).toList();
    }

    /** What each setting predicts for the rows of each fold: get(setting).get(fold). */
    static List<List<double[]>> predictions(ParallelMap pmap, Digits digits) {
        Shared<Digits> shared = pmap.share(digits);
        Folds folds = Folds.stratified(FOLDS, digits.labels());
        return pmap.grid(grid(), IntStream.range(0, FOLDS).boxed().toList())
                .collectRows(pair -> predicted(shared.value(), folds.train(pair.second()), folds.test(pair.second()), pair.first()));
    }

    /** Of rows {@code test}, after training with the rows {@code train}, which scikit-learn sorts by label. */
    static double[] predicted(Digits digits, int[] train, int[] test, Setting setting) {
        int[] rows = IntStream.of(train).boxed().sorted(Comparator.comparing(row -> digits.labels()[row])).mapToInt(row -> row).toArray();
        svm_problem problem = new svm_problem();
        problem.l = rows.length;
        problem.x = IntStream.of(rows).mapToObj(row -> nodes(digits.images()[row])).toArray(svm_node[][]::new);
        problem.y = IntStream.of(rows).mapToDouble(row -> digits.labels()[row]).toArray();
        svm_parameter parameters = new svm_parameter();
        parameters.svm_type = svm_parameter.C_SVC;
        parameters.kernel_type = setting.gamma > 0 ? svm_parameter.RBF : svm_parameter.LINEAR;
        parameters.gamma = setting.gamma;
        parameters.C = setting.c;
        parameters.eps = 1e-3;
        parameters.cache_size = 200;
        parameters.shrinking = 1;
        svm.svm_set_print_string_function(text -> {});
        svm_model model = svm.svm_train(problem, parameters);
        return IntStream.of(test).mapToDouble(row -> svm.svm_predict(model, nodes(digits.images()[row]))).toArray();
    }
    // end::program[]

    private static svm_node[] nodes(double[] values) {
        return IntStream.range(0, values.length).mapToObj(k -> {
            svm_node node = new svm_node();
            node.index = k + 1;
            node.value = values[k];
            return node;
        }).toArray(svm_node[]::new);
    }

    /** Of those that were called a digit, the share that is one (precision), or of those that are one, the share that was called so (recall); the mean of all digits. */
    static double score(boolean precision, int[] labels, double[] predicted) {
        return IntStream.range(0, 10).mapToDouble(digit -> {
            long both = IntStream.range(0, labels.length).filter(i -> labels[i] == digit && predicted[i] == digit).count();
            long all = IntStream.range(0, labels.length).filter(i -> precision ? predicted[i] == digit : labels[i] == digit).count();
            return all == 0 ? 0 : both / (double) all;
        }).sum() / 10;
    }

    /** Mean and standard deviation of the folds' scores. */
    record Score(double mean, double deviation) {}

    static Score score(boolean precision, Digits digits, List<double[]> byFold) {
        Folds folds = Folds.stratified(FOLDS, digits.labels());
        double[] scores = IntStream.range(0, FOLDS).mapToDouble(fold -> score(precision, IntStream.of(folds.test(fold)).map(row -> digits.labels()[row]).toArray(), byFold.get(fold))).toArray();
        double mean = Arrays.stream(scores).average().orElseThrow();
        return new Score(mean, Math.sqrt(Arrays.stream(scores).map(score -> (score - mean) * (score - mean)).average().orElseThrow()));
    }

    static void run(ParallelMap pmap, PrintWriter out) throws IOException {
        Digits all = Digits.read();
        Digits digits = all.part(0, Digits.TRAINING);
        List<List<double[]>> predictions = predictions(pmap, digits);
        List<Setting> grid = grid();
        for (boolean precision : new boolean[] {true, false}) {
            List<Score> scores = predictions.stream().map(byFold -> score(precision, digits, byFold)).toList();
            Function<Integer, Double> mean = k -> scores.get(k).mean;
            int best = IntStream.range(0, grid.size()).boxed().max(Comparator.comparing(mean).thenComparing(Comparator.reverseOrder())).orElseThrow();
            out.println((precision ? "precision" : "recall") + ", best: " + grid.get(best));
            for (int k = 0; k < grid.size(); k++) {
                out.printf(Locale.ROOT, "%.3f (+/-%.3f) for %s%n", scores.get(k).mean, 2 * scores.get(k).deviation, grid.get(k));
            }
            double[] test = predicted(all, IntStream.range(0, Digits.TRAINING).toArray(), IntStream.range(Digits.TRAINING, all.labels().length).toArray(), grid.get(best));
            out.printf(Locale.ROOT, "of the other half: %.3f%n", score(precision, Arrays.copyOfRange(all.labels(), Digits.TRAINING, all.labels().length), test));
        }
    }
}
