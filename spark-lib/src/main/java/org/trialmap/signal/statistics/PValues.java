package org.trialmap.signal.statistics;

/**
 * How a cluster's p value is made of the largest clusters of N permutations.
 */
public enum PValues {
    /** FieldTrip's, per tail: (number of permutations whose largest cluster is larger, plus 1) / (N + 1). */
    FIELDTRIP {
        @Override
        double of(double statistic, double[] largest, double[] smallest, Observed observed) {
            int beyond = 0;
            for (int i = 0; i < largest.length; i++) {
                if (statistic > 0 ? largest[i] > statistic : smallest[i] < statistic) {
                    beyond++;
                }
            }
            return (beyond + 1.0) / (largest.length + 1.0);
        }
    },
    /** MNE's: the share of all arrangements, the observed one included, whose largest cluster, of both tails where both are tested, is at least as large. */
    MNE {
        @Override
        double of(double statistic, double[] largest, double[] smallest, Observed observed) {
            double own = Math.abs(statistic);
            int atLeast = observed.magnitude() >= own ? 1 : 0;
            for (int i = 0; i < largest.length; i++) {
                if (Math.max(largest[i], -smallest[i]) >= own) {
                    atLeast++;
                }
            }
            return atLeast / (largest.length + 1.0);
        }
    };

    /**
     * The largest clusters of the data as they are.
     *
     * @param largest positive one, 0 if there is none
     * @param smallest negative one, 0 if there is none
     */
    public record Observed(double largest, double smallest) {
        double magnitude() {
            return Math.max(largest, -smallest);
        }
    }

    /**
     * @param statistic of the cluster; not 0
     * @param largest of each permutation, the largest positive cluster's; 0 if there was none, or that tail is not tested
     * @param smallest of each permutation, the same of negative clusters; 0 or less
     */
    abstract double of(double statistic, double[] largest, double[] smallest, Observed observed);

    /** The p values of clusters with these statistics. Parameters as in {@link #of(double, double[], double[], Observed)}. */
    public double[] of(double[] statistics, double[] largest, double[] smallest) {
        double above = 0;
        double below = 0;
        for (double statistic : statistics) {
            above = Math.max(above, statistic);
            below = Math.min(below, statistic);
        }
        Observed observed = new Observed(above, below);
        double[] p = new double[statistics.length];
        for (int c = 0; c < p.length; c++) {
            p[c] = of(statistics[c], largest, smallest, observed);
        }
        return p;
    }
}
