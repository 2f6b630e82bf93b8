package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.Sessions;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunOptions;

/** Against GraphicalLassoCV of Debian's scikit-learn, which runs src/test/python/connectome.py. */
class ConnectomeTest {
    private static final int REGIONS = 12;
    private static final int SAMPLES = 80;

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** Rows of the covariances that scikit-learn finds. */
    private static List<double[]> judged(Path folder, double[][]... subjects) throws IOException {
        Path series = folder.resolve("series.txt");
        Files.write(series, Arrays.stream(subjects).flatMap(Arrays::stream).map(sample -> Arrays.stream(sample).mapToObj(Double::toString).collect(Collectors.joining(" "))).toList());
        return References.scikit(Files.readString(Path.of("src/test/python/connectome.py")), series.toString(), Integer.toString(subjects[0].length)).lines()
                .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray()).toList();
    }

    /** With fewer samples than regions, small penalties cannot be fitted: the best one is looked for among the others. */
    @Test
    void penaltiesThatCannotBeFittedAreScikitLearnsToo(@TempDir Path folder) throws Exception {
        double[][] series = Connectome.series(1, 20, 15);
        double[][] covariance = GraphicalLasso.covariance(series);
        List<double[]> expected = judged(folder, series);
        for (int row = 0; row < 20; row++) {
            assertArrayEquals(expected.get(row), covariance[row], 1e-9, "region " + row);
        }
    }

    @Test
    void covariancesAreScikitLearnsAndLieOnTheLastAxis(@TempDir Path folder) throws Exception {
        List<double[]> expected = judged(folder, Connectome.series(1, REGIONS, SAMPLES), Connectome.series(2, REGIONS, SAMPLES));
        try (SavedResults saved = Connectome.save(ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).progress(RunOptions.Progress.HIDDEN), folder.resolve("results"), REGIONS, SAMPLES)) {
            assertArrayEquals(new long[] {REGIONS, REGIONS, Connectome.SUBJECTS}, saved.stacked(0).shape());
            for (int subject = 0; subject < 2; subject++) {
                double[] covariance = saved.doubles(subject);
                for (int row = 0; row < REGIONS; row++) {
                    assertArrayEquals(expected.get(subject * REGIONS + row), Arrays.copyOfRange(covariance, row * REGIONS, (row + 1) * REGIONS), 1e-9, "subject " + subject + ", region " + row);
                }
            }
            assertEquals("(12, 12, 21) 1 21\n", References.python("""
                    import h5py, sys
                    d = h5py.File(sys.argv[1])["result_0"]
                    print(d.shape, d.dims[2]["subject"][0], d.dims[2]["subject"][20])
                    """, saved.container().toString()));
        }
    }
}
