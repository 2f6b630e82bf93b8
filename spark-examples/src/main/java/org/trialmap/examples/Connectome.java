package org.trialmap.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;

/** Which regions of the brain go together: a sparse covariance of each of 21 subjects, stacked on the last axis. */
final class Connectome {
    static final int SUBJECTS = 21;

    private Connectome() {}

    // tag::program[]
    /** A dataset (region, region, subject) in folder/connectome.h5. */
    static SavedResults save(ParallelMap pmap, Path folder, int regions, int samples) throws IOException {
        List<Integer> subjects = IntStream.rangeClosed(1, SUBJECTS).boxed().toList();
        return pmap.name("connectome").over(subjects).inputNames("subject").shape(new ResultShape(DType.FLOAT64, regions, regions, ResultShape.UNKNOWN))
                .save(folder, subject -> GraphicalLasso.covariance(series(subject, regions, samples)));
    }

    /** Made-up activity, sample x region: noise, and what every fourth region has in common. */
    static double[][] series(int subject, int regions, int samples) {
        RandomStream random = RandomAlgorithm.PCG64.stream(1, subject);
        return IntStream.range(0, samples).mapToObj(t -> {
            double[] networks = IntStream.range(0, 4).mapToDouble(k -> random.nextGaussian()).toArray();
            return IntStream.range(0, regions).mapToDouble(region -> random.nextGaussian() + networks[region % networks.length]).toArray();
        }).toArray(double[][]::new);
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) throws IOException {
        try (SharedFolder folder = SharedFolder.create("connectome");
                SavedResults results = save(pmap, folder.path(), 24, 150)) {
            double[] first = results.doubles(0);
            out.println(Shape.format(results.stacked(0).shape()) + String.format(Locale.ROOT, ", subject 1: regions 0 and 4 %.3f, 0 and 1 %.3f", first[4], first[1]));
        }
    }
}
