package org.trialmap.signal.fft;

/** Numbers in both precisions. */
record FftValues(double[] doubles, float[] floats) {
    /** Vector code may read so many values beyond those that count. */
    static final int SLACK = 64;

    static FftValues of(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return new FftValues(values, rounded);
    }

    /** To be filled; with slack. */
    static FftValues zeros(int count) {
        int size = Math.addExact(count, SLACK);
        return new FftValues(new double[size], new float[size]);
    }

    /** Rounds {@code count} values that are there in double. */
    void round(int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = (float) doubles[i];
        }
    }

    /** Becomes what rounding the other ones to float loses; nothing in double. */
    void restOf(FftValues other, int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = (float) (other.doubles[i] - other.floats[i]);
        }
    }
}
