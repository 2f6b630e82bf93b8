package org.trialmap.signal.statistics;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The permutations of a test: all arrangements of the samples but the observed one, where there are few, else random ones.
 *
 * @param flips whether signs are flipped; else samples are dealt out to groups
 * @param sizes samples per group; one number where signs are flipped
 * @param count how many permutations
 * @param exact whether they are all there are
 */
public record Arrangements(boolean flips, int[] sizes, int count, boolean exact) implements Serializable {
    /**
     * @param sizes samples per group; one number for {@link TestStatistic#DEPSAMPLES_T}
     * @param most permutations; if there are no more arrangements than that beside the observed one, each is taken once
     */
    public static Arrangements of(TestStatistic statistic, int[] sizes, int most) {
        boolean flips = statistic == TestStatistic.DEPSAMPLES_T;
        double all = flips ? Math.pow(2, sizes[0]) : ways(sizes);
        boolean exact = all - 1 <= most;
        return new Arrangements(flips, sizes.clone(), exact ? (int) Math.rint(all) - 1 : most, exact);
    }

    /** In how many ways samples can be dealt out to groups of these sizes; above 2^53 about. */
    private static double ways(int[] sizes) {
        double ways = 1;
        int dealt = 0;
        for (int size : sizes) {
            for (int i = 1; i <= size; i++) {
                ways = Math.rint(ways * ++dealt / i);
            }
        }
        return ways;
    }

    /** The samples as they are. */
    public int[] observed() {
        int[] groups = new int[Arrays.stream(sizes).sum()];
        for (int g = 0, k = 0; g < sizes.length; k += sizes[g++]) {
            Arrays.fill(groups, k, k + sizes[g], g);
        }
        return groups;
    }

    /**
     * Permutation {@code index}, from 0.
     *
     * @param random the permutation's own stream; not used where they are all there are
     * @return per sample whether its sign is flipped (1) or not (0), or its group
     */
    public int[] permutation(int index, UniformRandomProvider random) {
        int[] samples = observed();
        if (exact) {
            return flips ? bits(index + 1, samples) : dealt(index + 1, samples);
        }
        for (int k = samples.length - 1; k >= 0; k--) {
            if (flips) {
                samples[k] = random.nextBoolean() ? 1 : 0;
            } else {
                int other = random.nextInt(k + 1);
                int kept = samples[k];
                samples[k] = samples[other];
                samples[other] = kept;
            }
        }
        return samples;
    }

    private static int[] bits(int rank, int[] samples) {
        for (int k = 0; k < samples.length; k++) {
            samples[k] = rank >> k & 1;
        }
        return samples;
    }

    /** The arrangement of that rank in ascending order of the list of groups; 0 is the observed one. */
    private int[] dealt(int rank, int[] samples) {
        int[] left = sizes.clone();
        double ways = ways(sizes);
        double before = rank;
        for (int k = 0; k < samples.length; k++) {
            int g = 0;
            double own = ways * left[g] / (samples.length - k);
            while (before >= own) {
                before -= own;
                own = ways * left[++g] / (samples.length - k);
            }
            ways = own;
            left[g]--;
            samples[k] = g;
        }
        return samples;
    }
}
