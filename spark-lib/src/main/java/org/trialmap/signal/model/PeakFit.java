package org.trialmap.signal.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Peaks of a spectrum without its aperiodic part: Gaussians of (centre in Hz, height, standard deviation in Hz), found one after the other and then fitted together. */
final class PeakFit {
    /** A peak is farther from both ends than so many standard deviations. */
    private static final double FROM_EDGE = 1;
    /** Of two peaks that reach into each other by so many, the lower one goes. */
    private static final double OVERLAP = 0.75;
    /** A centre moves by at most so many from where it was found. */
    private static final double CENTRE_RANGE = 3;
    private static final double FULL_WIDTH = 2 * Math.sqrt(2 * StrictMath.log(2));

    private final FooofOptions options;
    private final double[] hz;

    PeakFit(FooofOptions options, double[] hz) {
        this.options = options;
        this.hz = hz;
    }

    /** By ascending frequency. */
    double[][] of(double[] flat) {
        List<double[]> found = apart(inside(search(flat.clone())));
        if (found.isEmpty()) {
            return new double[0][];
        }
        double[] start = found.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] lower = found.stream().flatMapToDouble(peak -> Arrays.stream(new double[] {Math.max(hz[0], peak[0] - CENTRE_RANGE * peak[2]), 0, options.narrowestHz() / 2})).toArray();
        double[] upper = found.stream().flatMapToDouble(peak -> Arrays.stream(new double[] {Math.min(last(), peak[0] + CENTRE_RANGE * peak[2]), Double.POSITIVE_INFINITY, options.widestHz() / 2}))
                .toArray();
        double[] fitted = BoundedLeastSquares.fit(this::gaussians, flat, start, lower, upper)
                .orElseThrow(() -> new IllegalArgumentException("no best fit of its " + found.size() + " peaks was found"));
        return IntStream.range(0, found.size()).mapToObj(p -> Arrays.copyOfRange(fitted, 3 * p, 3 * p + 3)).sorted(Comparator.comparingDouble(peak -> peak[0])).toArray(double[][]::new);
    }

    private double last() {
        return hz[hz.length - 1];
    }

    /** The highest point and a Gaussian as wide as half its height is on the nearer side, which is subtracted; and so on. */
    private List<double[]> search(double[] rest) {
        List<double[]> found = new ArrayList<>();
        while (found.size() < options.maxNPeaks()) {
            int top = 0;
            for (int k = 1; k < rest.length; k++) {
                top = rest[k] > rest[top] ? k : top;
            }
            double height = rest[top];
            if (!(height > options.peakThreshold() * deviation(rest)) || !(height > options.minPeakHeight()) || !(height > 0)) {
                break;
            }
            double[] peak = {hz[top], height, Math.min(options.widestHz() / 2, Math.max(options.narrowestHz() / 2, width(rest, top)))};
            found.add(peak);
            double[] gaussian = sum(new double[][] {peak});
            for (int k = 0; k < rest.length; k++) {
                rest[k] -= gaussian[k];
            }
        }
        return found;
    }

    /** Standard deviation of the peak; the mean of the limits if it nowhere falls to half its height. The first point is not looked at, as in fooof. */
    private double width(double[] rest, int top) {
        double half = 0.5 * rest[top];
        int nearest = Integer.MAX_VALUE;
        for (int k = top - 1; k > 0 && nearest == Integer.MAX_VALUE; k--) {
            nearest = rest[k] <= half ? top - k : nearest;
        }
        for (int k = top + 1; k < rest.length && k - top < nearest; k++) {
            nearest = rest[k] <= half ? k - top : nearest;
        }
        return nearest == Integer.MAX_VALUE ? (options.narrowestHz() + options.widestHz()) / 2 : nearest * 2 * (hz[1] - hz[0]) / FULL_WIDTH;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow());
    }

    private List<double[]> inside(List<double[]> peaks) {
        return peaks.stream().filter(peak -> Math.abs(peak[0] - hz[0]) > FROM_EDGE * peak[2] && Math.abs(peak[0] - last()) > FROM_EDGE * peak[2]).toList();
    }

    /** By ascending frequency, without the lower one of neighbours that overlap. */
    private static List<double[]> apart(List<double[]> peaks) {
        List<double[]> sorted = peaks.stream().sorted(Comparator.comparingDouble(peak -> peak[0])).toList();
        boolean[] dropped = new boolean[sorted.size()];
        for (int p = 0; p + 1 < dropped.length; p++) {
            double[] left = sorted.get(p);
            double[] right = sorted.get(p + 1);
            if (left[0] + OVERLAP * left[2] > right[0] - OVERLAP * right[2]) {
                dropped[right[1] < left[1] ? p + 1 : p] = true;
            }
        }
        return IntStream.range(0, dropped.length).filter(p -> !dropped[p]).mapToObj(sorted::get).toList();
    }

    /** Of Gaussians at all frequencies. */
    double[] sum(double[][] peaks) {
        double[] sum = new double[hz.length];
        gaussians(Arrays.stream(peaks).flatMapToDouble(Arrays::stream).toArray(), sum, new double[3 * peaks.length][hz.length]);
        return sum;
    }

    private void gaussians(double[] parameters, double[] fitted, double[][] slopes) {
        Arrays.fill(fitted, 0);
        for (int p = 0; p < parameters.length; p += 3) {
            double height = parameters[p + 1];
            double width = parameters[p + 2];
            for (int k = 0; k < fitted.length; k++) {
                double distance = (hz[k] - parameters[p]) / width;
                double value = StrictMath.exp(-0.5 * distance * distance);
                fitted[k] += height * value;
                slopes[p][k] = height * value * distance / width;
                slopes[p + 1][k] = value;
                slopes[p + 2][k] = slopes[p][k] * distance;
            }
        }
    }
}
