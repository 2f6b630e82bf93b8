package org.trialmap.signal.spectrum;

/** Mother wavelets as functions of time: see {@link MotherWavelet}. */
final class MotherShapes {
    private MotherShapes() {}

    /** @param width w0 of Morlet's */
    static double scaleSeconds(MotherWavelet mother, double width, double hz) {
        int m = mother.order();
        return switch (mother.family()) {
            case MORLET -> (width + Math.sqrt(width * width + 2)) / (4 * Math.PI * hz);
            case PAUL -> (2 * m + 1) / (4 * Math.PI * hz);
            case DOG -> Math.sqrt(m + 0.5) / (2 * Math.PI * hz);
        };
    }

    /** @param s in seconds */
    static Wavelet.Shape of(MotherWavelet mother, double width, double s, WaveletScale scale) {
        int m = mother.order();
        return switch (mother.family()) {
            case MORLET -> new Gaussian(s, width);
            case PAUL -> new Paul(s, m, Math.sqrt(product(m) / Math.PI), scale == WaveletScale.SYNCOPY ? m * Math.PI / 2 : 0);
            case DOG -> new Dog(s, m, (m % 2 == 0 ? -1 : 1) * Math.sqrt(product(m) / Math.sqrt(Math.PI)));
        };
    }

    /** {@code (2^m m!)^2 / (2 m)!}, which is {@code sqrt(pi) m! / Gamma(m + 1/2)}, too. */
    private static double product(int m) {
        double product = 1;
        for (int k = 1; k <= m; k++) {
            product *= 2.0 * k / (2 * k - 1);
        }
        return product;
    }

    private record Gaussian(double s, double width) implements Wavelet.Shape {
        @Override
        public double envelope(double seconds) {
            double t = seconds / s;
            return StrictMath.pow(Math.PI, -0.25) * StrictMath.exp(-0.5 * (t * t));
        }

        @Override
        public double phase(double seconds) {
            return width * (seconds / s);
        }

        @Override
        public double constant() {
            return StrictMath.exp(-0.5 * (width * width));
        }
    }

    /** @param turn the phase of the factor i^m, by which responses lead the signal; 0 for the signal's own phase */
    private record Paul(double s, int m, double factor, double turn) implements Wavelet.Shape {
        @Override
        public double envelope(double seconds) {
            double t = seconds / s;
            return factor * StrictMath.pow(1 + t * t, -0.5 * (m + 1));
        }

        @Override
        public double phase(double seconds) {
            return (m + 1) * StrictMath.atan(seconds / s) + turn;
        }
    }

    private record Dog(double s, int m, double factor) implements Wavelet.Shape {
        /** By the recurrence of Hermite's polynomials over the square roots of the factorials, which does not overflow. */
        @Override
        public double envelope(double seconds) {
            double t = seconds / s;
            double before = 0;
            double value = StrictMath.exp(-0.5 * (t * t));
            for (int n = 0; n < m; n++) {
                double next = (t * value - Math.sqrt(n) * before) / Math.sqrt(n + 1);
                before = value;
                value = next;
            }
            return factor * value;
        }

        @Override
        public double phase(double seconds) {
            return 0;
        }

        @Override
        public boolean isReal() {
            return true;
        }
    }
}
