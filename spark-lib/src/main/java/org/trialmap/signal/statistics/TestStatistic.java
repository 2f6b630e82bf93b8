package org.trialmap.signal.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** What is computed of the samples at each point, by FieldTrip's names. */
public enum TestStatistic {
    /** Dependent samples: t of the differences between two conditions, or of one condition from 0. Permutations exchange the conditions of some samples: they flip signs. */
    DEPSAMPLES_T("depsamplesT") {
        @Override
        double threshold(double p, int[] sizes) {
            return t(p, sizes[0] - 1);
        }
    },
    /** Independent samples of two groups: Student's t, of equal variances. Permutations deal the samples out to the groups anew. */
    INDEPSAMPLES_T("indepsamplesT") {
        @Override
        double threshold(double p, int[] sizes) {
            return t(p, sizes[0] + sizes[1] - 2);
        }
    },
    /** Independent samples of two or more groups: F of the analysis of variance, which is never negative. Permutations as of {@link #INDEPSAMPLES_T}. */
    INDEPSAMPLES_F("indepsamplesF") {
        @Override
        double threshold(double p, int[] sizes) {
            return 1 / new FDistribution(null, Arrays.stream(sizes).sum() - sizes.length, sizes.length - 1.0, ACCURACY).inverseCumulativeProbability(p); // 1 / F has its degrees exchanged
        }
    };

    /** Of the search for a quantile; with the accuracy of the distributions, thresholds agree with SciPy's to 1e-8. */
    private static final double ACCURACY = 1e-14;

    private final String label;

    TestStatistic(String label) {
        this.label = label;
    }

    /** FieldTrip's name. */
    public String label() {
        return label;
    }

    /** The value that is exceeded with the probability {@code p} if there is no effect, of groups of these sizes (one for differences). */
    abstract double threshold(double p, int[] sizes);

    /**
     * The threshold of clusters.
     *
     * @param alpha probability of a point without effect to be beyond it; half of it per side for {@link Tail#BOTH}
     * @param sizes samples per group; for {@link #DEPSAMPLES_T} one number
     */
    public double threshold(double alpha, Tail tail, int[] sizes) {
        return threshold(tail == Tail.BOTH && this != INDEPSAMPLES_F ? alpha / 2 : alpha, sizes);
    }

    /** From the lower tail, where small probabilities have all their digits. */
    private static double t(double p, int degrees) {
        return -new TDistribution(null, degrees, ACCURACY).inverseCumulativeProbability(p);
    }
}
