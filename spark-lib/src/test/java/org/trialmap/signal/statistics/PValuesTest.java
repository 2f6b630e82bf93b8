package org.trialmap.signal.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class PValuesTest {
    private static final double[] CLUSTERS = {5, 2, -3};
    private static final double[] LARGEST = {5, 6, 0, 2};
    private static final double[] SMALLEST = {-1, -4, -7, 0};

    @Test
    void fieldTripCountsPerTailWhatIsBeyond() {
        assertArrayEquals(new double[] {2 / 5.0, 3 / 5.0, 3 / 5.0}, PValues.FIELDTRIP.of(CLUSTERS, LARGEST, SMALLEST));
    }

    @Test
    void mneCountsWhatIsAtLeastAsLargeInEitherTailTheObservedOnesIncluded() {
        assertArrayEquals(new double[] {4 / 5.0, 1, 4 / 5.0}, PValues.MNE.of(CLUSTERS, LARGEST, SMALLEST)); // magnitudes 5 (observed), 5, 6, 7, 2
    }

    @Test
    void noClustersHaveNoPValues() {
        assertArrayEquals(new double[0], PValues.FIELDTRIP.of(new double[0], LARGEST, SMALLEST));
    }
}
