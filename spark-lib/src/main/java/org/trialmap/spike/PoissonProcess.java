package org.trialmap.spike;

import java.util.Arrays;
import org.trialmap.task.RandomStream;

/**
 * Trains of a stationary Poisson process (Elephant's {@code StationaryPoissonProcess}), also with a time after each spike in which there is no other (Deger et al. 2012): intervals are
 * exponential, after that time. The process has been going on for ever when a train begins, so that its rate is the same from the start.
 *
 * @param rateHz expected spikes per second
 * @param refractorySeconds 0 for none; shorter than the mean interval
 */
public record PoissonProcess(double rateHz, double refractorySeconds) {
    private static final int MOST = Integer.MAX_VALUE - 8;

    /** @throws IllegalArgumentException for a rate that is negative or not finite, or a refractory time that does not fit it */
    public PoissonProcess {
        if (!(rateHz >= 0 && rateHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A rate of " + rateHz + " spikes per second is impossible. It is a finite number, 0 or more. Correct rate.");
        }
        if (!(refractorySeconds >= 0 && rateHz * refractorySeconds < 1)) {
            throw new IllegalArgumentException(
                    "A refractory time of " + refractorySeconds + " s is impossible at " + rateHz + " spikes per second. It is 0 or more, and less than the mean interval of "
                            + 1 / rateHz + " s. Shorten it, or lower the rate.");
        }
    }

    /** Without refractory time. */
    public static PoissonProcess homogeneous(double rateHz) {
        return new PoissonProcess(rateHz, 0);
    }

    /**
     * Times of spikes in seconds, ascending, {@code tStart <= t < tStop}.
     *
     * @param random for example of a task: {@code context.random()}
     * @throws IllegalArgumentException if the interval is empty, or has more spikes than an array holds
     */
    public double[] spiketrain(double tStart, double tStop, RandomStream random) {
        SpikeStatistics.requireInterval(tStart, tStop);
        double expected = rateHz * (tStop - tStart);
        if (expected > MOST / 2) {
            throw new IllegalArgumentException("A train of about " + expected + " spikes is too long for one array. Make shorter ones.");
        }
        double[] times = new double[(int) (expected + 4 * Math.sqrt(expected)) + 8];
        int count = 0;
        for (double t = rateHz == 0 ? tStop : tStart + first(random); t < tStop; t += interval(random)) {
            times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
            times[count++] = t;
        }
        return Arrays.copyOf(times, count);
    }

    private double interval(RandomStream random) {
        return refractorySeconds + random.nextExponential() * (1 / rateHz - refractorySeconds);
    }

    /** From any time to the next spike: within the refractory time as likely as anywhere in it, else exponential after it. */
    private double first(RandomStream random) {
        double share = rateHz * refractorySeconds;
        double u = share == 0 ? 1 : random.nextDouble();
        return u < share ? u / rateHz : refractorySeconds + random.nextExponential() * (1 / rateHz - refractorySeconds);
    }
}
