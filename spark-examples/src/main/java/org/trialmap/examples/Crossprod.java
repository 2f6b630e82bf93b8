package org.trialmap.examples;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import java.io.PrintWriter;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.netlib.util.intW;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomAlgorithm;

/** Linear algebra that has threads of its own: the crossproduct of a large matrix and its Cholesky factor, by the BLAS and LAPACK that the machine has. */
final class Crossprod {
    private static final int SIZE = 6000;

    private Crossprod() {}

    // tag::program[]
    record Seen(double logDeterminant, String blas, String threads, double crossprod, double chol) implements Serializable {}

    /** Of x'x, where x has n x n normal numbers; both steps with their seconds. */
    static Seen result(ParallelMap pmap, int n) {
        return pmap.random(RandomAlgorithm.PCG64).seed(1).replicate(1).collectWithContext((i, task) -> {
            double[] x = new double[n * n];
            Arrays.setAll(x, k -> task.random().nextGaussian());
            double[] product = new double[n * n];
            long start = System.nanoTime();
            BLAS.getInstance().dsyrk("U", "T", n, n, 1, x, n, 0, product, n);               // OpenBLAS, MKL ..., else Java
            long between = System.nanoTime();
            LAPACK.getInstance().dpotrf("U", n, product, n, new intW(0));
            long end = System.nanoTime();
            double logDeterminant = IntStream.range(0, n).mapToDouble(k -> 2 * Math.log(product[k * n + k])).sum();
            return new Seen(logDeterminant, BLAS.getInstance().getClass().getSimpleName(), System.getenv("OPENBLAS_NUM_THREADS"), (between - start) / 1e9, (end - between) / 1e9);
        }).get(0);
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        Seen seen = result(pmap, SIZE);
        out.printf(Locale.ROOT, "log determinant %.6f by %s, OPENBLAS_NUM_THREADS=%s: crossprod %.1f s, chol %.1f s%n", seen.logDeterminant, seen.blas, seen.threads, seen.crossprod, seen.chol);
    }
}
