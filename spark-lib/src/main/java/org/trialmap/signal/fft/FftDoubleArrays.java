package org.trialmap.signal.fft;

/** Complex transforms of the columns of arrays, a block of columns at a time, so that the work space stays in the cache. */
final class FftDoubleArrays {
    private final FftDouble fft;

    FftDoubleArrays(FftDouble fft) {
        this.fft = fft;
    }

    void forward(double[] re, double[] im, int columns) {
        int most = fft.plan.lanes(columns, Double.BYTES);
        FftDoubleLanes lanes = new FftDoubleLanes(fft.plan.rows(), most);
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
    }

    void inverse(double[] re, double[] im, int columns) {
        forward(im, re, columns);
        for (int i = 0; i < re.length; i++) {
            re[i] /= fft.plan.length;
            im[i] /= fft.plan.length;
        }
    }
}
