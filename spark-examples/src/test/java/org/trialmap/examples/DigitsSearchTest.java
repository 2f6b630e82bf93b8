package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.trialmap.Sessions;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;

/** Against scikit-learn 1.2.1 of Debian 12: what it found is in digits-expected.txt, written by src/test/python/digits.py. */
class DigitsSearchTest {
    private static List<double[]> expected(String what) throws Exception {
        return Files.readAllLines(Path.of("src/test/resources/digits-expected.txt")).stream().filter(line -> line.startsWith(what))
                .map(line -> Arrays.stream(line.split(" ")).skip(what.equals("0.") ? 0 : 1).limit(what.equals("0.") ? 2 : Integer.MAX_VALUE).mapToDouble(Double::parseDouble).toArray()).toList();
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** Everything that the lesson prints, and each prediction that it is made of. */
    @Test
    void predictionsAreScikitLearns() throws Exception {
        Digits all = Digits.read();
        Digits digits = all.part(0, Digits.TRAINING);
        List<List<double[]>> predictions = DigitsSearch.predictions(ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).progress(RunOptions.Progress.HIDDEN), digits);
        List<double[]> folds = expected("fold");
        List<double[]> scores = expected("0.");
        for (int k = 0; k < 12; k++) {
            for (int fold = 0; fold < 5; fold++) {
                assertArrayEquals(folds.get(5 * k + fold), predictions.get(k).get(fold), DigitsSearch.grid().get(k) + ", fold " + fold);
            }
            for (int score = 0; score < 2; score++) {
                DigitsSearch.Score own = DigitsSearch.score(score == 0, digits, predictions.get(k));
                assertArrayEquals(scores.get(12 * score + k), new double[] {own.mean(), own.deviation()}, 1e-12);
            }
        }
        double[] test = DigitsSearch.predicted(all, IntStream.range(0, 898).toArray(), IntStream.range(898, 1797).toArray(), new DigitsSearch.Setting(10, 1e-3));
        assertArrayEquals(expected("test").get(0), test);
    }

    @Test
    void foldsAreAlignedToRows() {
        Folds folds = Folds.kfold(3, 10, 7);
        assertArrayEquals(IntStream.range(0, 10).asDoubleStream().toArray(),
                folds.align(IntStream.range(0, 3).mapToObj(fold -> Arrays.stream(folds.test(fold)).asDoubleStream().toArray()).toList()));
        assertArrayEquals(folds.ofRow(), Folds.kfold(3, 10, 7).ofRow());
        assertEquals(List.of(4, 3, 3), IntStream.range(0, 3).mapToObj(fold -> folds.test(fold).length).toList());
        assertEquals(List.of(6, 7, 7), IntStream.range(0, 3).mapToObj(fold -> folds.train(fold).length).toList());
    }
}
