package org.trialmap.signal;

/** Numbers in both precisions. */
record FftValues(double[] doubles, float[] floats) {
    static FftValues of(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return new FftValues(values, rounded);
    }

    /** What rounding to float loses; nothing in double. */
    FftValues rest() {
        float[] rest = new float[floats.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = (float) (doubles[i] - floats[i]);
        }
        return new FftValues(new double[rest.length], rest);
    }
}
