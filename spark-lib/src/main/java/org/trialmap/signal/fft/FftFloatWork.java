package org.trialmap.signal.fft;

/** What a call needs besides its input and output: made once for a number of channels, used by one thread at a time. */
final class FftFloatWork {
    final FftFloatLanes lanes;
    final FftInput.Trend trend;
    final FftValues shift;
    final FftFloatSums sums;
    private final int most;
    private float[] first = {};
    private float[] second = {};

    FftFloatWork(FftFloat fft, int channels, boolean line) {
        this.most = fft.plan.lanes(channels, Float.BYTES);
        this.lanes = new FftFloatLanes(fft.plan.rows(), most);
        this.lanes.channels = channels;
        this.trend = new FftInput.Trend(channels, line);
        this.shift = FftValues.zeros(channels);
        this.sums = new FftFloatSums(channels, fft.kernel);
    }

    boolean fits(int channels, boolean line) {
        return lanes.channels == channels && trend.line == line;
    }

    /** The lanes, to stand for the block of channels from {@code channel} on. */
    FftFloatLanes at(int channel) {
        lanes.first = channel;
        lanes.width = Math.min(most, lanes.channels - channel);
        return lanes;
    }

    /** Room for values of the whole call. */
    float[] first(int size) {
        first = first.length < size ? new float[size] : first;
        return first;
    }

    /** More room. */
    float[] second(int size) {
        second = second.length < size ? new float[size] : second;
        return second;
    }
}
