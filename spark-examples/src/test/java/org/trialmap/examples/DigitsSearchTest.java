package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.Sessions;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;

/** Against scikit-learn of Debian, which runs src/test/python/digits.py. */
class DigitsSearchTest {
    @TempDir
    Path folder;

    /** The numbers of all lines that begin with this word. */
    private static List<double[]> numbers(String word, String printed) {
        return printed.lines().map(line -> line.split(" ")).filter(words -> words[0].equals(word)).map(words -> Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray()).toList();
    }

    private static byte[] unpacked(InputStream file) throws IOException {
        try (GZIPInputStream unpacked = new GZIPInputStream(file)) {
            return unpacked.readAllBytes();
        }
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** Everything that the lesson prints, and each prediction that it is made of. */
    @Test
    void predictionsAreScikitLearns() throws Exception {
        Path file = folder.resolve("digits.txt.gz");
        String judged = References.scikit(Files.readString(Path.of("src/test/python/digits.py")), file.toString());
        assertArrayEquals(unpacked(Files.newInputStream(file)), unpacked(Digits.class.getResourceAsStream("digits.txt.gz")));
        Digits all = Digits.read();
        Digits digits = all.part(0, Digits.TRAINING);
        List<List<double[]>> predictions = DigitsSearch.predictions(ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).progress(RunOptions.Progress.HIDDEN), digits);
        List<double[]> folds = numbers("fold", judged);
        List<List<double[]>> scores = List.of(numbers("precision", judged), numbers("recall", judged));
        for (int k = 0; k < 12; k++) {
            for (int fold = 0; fold < 5; fold++) {
                assertArrayEquals(folds.get(5 * k + fold), predictions.get(k).get(fold), DigitsSearch.grid().get(k) + ", fold " + fold);
            }
            for (int score = 0; score < 2; score++) {
                DigitsSearch.Score own = DigitsSearch.score(score == 0, digits, predictions.get(k));
                assertArrayEquals(scores.get(score).get(k), new double[] {own.mean(), own.deviation()}, 1e-12);
            }
        }
        double[] test = DigitsSearch.predicted(all, IntStream.range(0, 898).toArray(), IntStream.range(898, 1797).toArray(), new DigitsSearch.Setting(10, 1e-3));
        assertArrayEquals(numbers("test", judged).get(0), test);
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
