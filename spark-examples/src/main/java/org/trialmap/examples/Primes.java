package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.parallel.Outcome;
import org.trialmap.parallel.Outcomes;
import org.trialmap.parallel.ParallelMap;

/** Primes among 1001 numbers: calls of microseconds; and with a pause in each, as if they were slow. */
final class Primes {
    private static final List<Integer> NUMBERS = IntStream.rangeClosed(100_000_000, 100_001_000).boxed().toList();

    private Primes() {}

    // tag::program[]
    static boolean isPrime(int number) {
        return number > 1 && IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(factor -> number % factor == 0);
    }

    /** Each call pauses for up to {@code pauseMillis} first. */
    static Outcomes<Boolean> results(ParallelMap pmap, int pauseMillis) {
        return pmap.over(NUMBERS).outcomesWithContext((number, task) -> {
            Thread.sleep((long) (task.random().nextDouble() * pauseMillis));
            return isPrime(number);
        });
    }

    static long count(Outcomes<Boolean> results) {
        return results.stream().map(Outcome::value).filter(prime -> prime).count();
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        for (int pauseMillis : new int[] {0, 20}) {
            Outcomes<Boolean> results = results(pmap, pauseMillis);
            out.println(count(results) + " primes, pauses of up to " + pauseMillis + " ms");
            out.println("  " + results.summary().line());
        }
    }
}
