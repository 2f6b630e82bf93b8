package org.trialmap.examples;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;

/** Which of the folds each row is in. */
record Folds(int count, int[] ofRow) implements Serializable {
    /** Folds of equal size, give or take one row, by chance. */
    static Folds kfold(int count, int rows, long seed) {
        RandomStream random = RandomAlgorithm.PCG64.stream(seed, 0);
        int[] ofRow = IntStream.range(0, rows).map(row -> row % count).toArray();
        for (int row = rows - 1; row > 0; row--) {
            int other = random.nextInt(row + 1);
            int fold = ofRow[row];
            ofRow[row] = ofRow[other];
            ofRow[other] = fold;
        }
        return new Folds(count, ofRow);
    }

    /** Each label has the same share of all folds; those of scikit-learn's StratifiedKFold without shuffling. */
    static Folds stratified(int count, int... labels) {
        int[] ofRow = new int[labels.length];
        int sorted = 0; // rows of earlier labels, in the order in which labels first come
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            int[] rows = IntStream.range(0, labels.length).filter(row -> labels[row] == label).toArray();
            int first = sorted;
            int next = 0;
            for (int fold = 0; fold < count; fold++) {
                int own = fold;
                int share = (int) IntStream.range(first, first + rows.length).filter(place -> place % count == own).count();
                for (int k = 0; k < share; k++) {
                    ofRow[rows[next++]] = fold;
                }
            }
            sorted += rows.length;
        }
        return new Folds(count, ofRow);
    }

    int[] train(int fold) {
        return IntStream.range(0, ofRow.length).filter(row -> ofRow[row] != fold).toArray();
    }

    int[] test(int fold) {
        return IntStream.range(0, ofRow.length).filter(row -> ofRow[row] == fold).toArray();
    }

    /** What was predicted for the rows of each fold, in the order of all rows. */
    double[] align(List<double[]> byFold) {
        double[] all = new double[ofRow.length];
        int[] next = new int[count];
        for (int row = 0; row < all.length; row++) {
            all[row] = byFold.get(ofRow[row])[next[ofRow[row]]++];
        }
        return all;
    }
}
