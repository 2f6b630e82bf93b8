package org.trialmap.signal.fft;

/** What a call needs besides its input and output: made once for a number of channels, used by one thread at a time. */
final class FftDoubleWork {
    final FftDoubleLanes lanes;
    final FftInput.Trend trend;
    final FftValues shift;
    final FftDoubleSums sums;
    private final int most;
    private double[] first = {};
    private double[] second = {};

    FftDoubleWork(FftDouble fft, int channels, boolean line) {
        this.most = fft.plan.lanes(channels, Double.BYTES);
        this.lanes = new FftDoubleLanes(fft.plan.rows(), most);
        this.lanes.channels = channels;
        this.trend = new FftInput.Trend(channels, line);
        this.shift = FftValues.zeros(channels);
        this.sums = new FftDoubleSums(channels, fft.kernel);
    }

    boolean fits(int channels, boolean line) {
        return lanes.channels == channels && trend.line == line;
    }

    /** The lanes, to stand for the block of channels from {@code channel} on. */
    FftDoubleLanes at(int channel) {
        lanes.first = channel;
        lanes.width = Math.min(most, lanes.channels - channel);
        return lanes;
    }

    /** Room for values of the whole call. */
    double[] first(int size) {
        first = first.length < size ? new double[size] : first;
        return first;
    }

    /** More room. */
    double[] second(int size) {
        second = second.length < size ? new double[size] : second;
        return second;
    }
}
