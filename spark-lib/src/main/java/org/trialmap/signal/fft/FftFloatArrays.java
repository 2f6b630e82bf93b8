package org.trialmap.signal.fft;

/** Complex transforms of the columns of arrays, a block of columns at a time, so that the work space stays in the cache. */
final class FftFloatArrays {
    private final FftFloat fft;
    private final SpareArrays<FftFloatLanes> spares = new SpareArrays<>();

    FftFloatArrays(FftFloat fft) {
        this.fft = fft;
    }

    void forward(float[] re, float[] im, int columns) {
        int most = fft.plan.lanes(columns, Float.BYTES);
        int size = FftFloatLanes.size(fft.plan.rows() + 1, most);
        FftFloatLanes lanes = spares.take(spare -> spare.re.length == size, () -> new FftFloatLanes(fft.plan.rows(), most));
        for (int first = 0; first < columns; first += most) {
            lanes.width = Math.min(most, columns - first);
            for (int k = 0; k < fft.plan.length; k++) {
                System.arraycopy(re, k * columns + first, lanes.re, k * lanes.width, lanes.width);
                System.arraycopy(im, k * columns + first, lanes.im, k * lanes.width, lanes.width);
            }
            fft.forward(lanes);
            for (int k = 0; k < fft.plan.length; k++) {
                System.arraycopy(lanes.re, k * lanes.width, re, k * columns + first, lanes.width);
                System.arraycopy(lanes.im, k * lanes.width, im, k * columns + first, lanes.width);
            }
        }
        spares.giveBack(lanes);
    }

    void inverse(float[] re, float[] im, int columns) {
        forward(im, re, columns);
        for (int i = 0; i < re.length; i++) {
            re[i] /= fft.plan.length;
            im[i] /= fft.plan.length;
        }
    }
}
