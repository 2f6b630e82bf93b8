package org.trialmap.analysis.spike;

/** Number, mean and squared differences from it of the intervals of a train, put together trial after trial (Chan, Golub and LeVeque 1979). */
final class Intervals {
    private long count;
    private double mean;
    private double squares;

    void add(long more, double moreMean, double moreSquares) {
        if (more > 0) {
            double off = moreMean - mean;
            long all = count + more;
            squares += moreSquares + off * off * count * more / all;
            mean += off * more / all;
            count = all;
        }
    }

    /** In seconds; NaN without intervals. */
    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** Standard deviation (divided by n) by mean; NaN without intervals. */
    double cv() {
        return Math.sqrt(squares / count) / mean();
    }
}
