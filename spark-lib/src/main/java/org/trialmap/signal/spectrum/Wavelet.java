package org.trialmap.signal.spectrum;

/** A sampled complex wavelet: its convolution with a signal has the wavelet's value at {@code centre} meet the output's own sample. */
record Wavelet(double[] re, double[] im, int centre) {
    private static final int LONGEST = 1 << 27;

    /** A complex function of time in seconds. */
    interface Shape {
        /** The envelope, which is real. */
        double envelope(double seconds);

        /** In radians. */
        double phase(double seconds);

        /** What is subtracted from the oscillation before the envelope weights it, so that a constant has a response of 0. */
        default double constant() {
            return 0;
        }

        /** Whether its values are real: phases are 0. */
        default boolean isReal() {
            return false;
        }
    }

    /** What a wavelet belongs to. */
    record Rhythm(double hz, double samplerateHz) {}

    /**
     * A wavelet that is not sampled yet.
     *
     * @param points   how many samples hold it: Syncopy's M
     * @param syncopys factor of Syncopy's scale
     */
    record Plan(Shape shape, Rhythm rhythm, double points, WaveletScale scale, double syncopys) {
        Plan {
            if (!(points < LONGEST)) {
                throw new IllegalArgumentException("A wavelet of " + rhythm.hz + " Hz at a samplerate of " + rhythm.samplerateHz + " Hz would have " + points
                        + " samples, more than " + LONGEST + ". It is that long because its frequency is that low. Use a higher frequency in foi, or fewer"
                        + " cycles.");
            }
        }

        /** The most samples to one side of its middle. */
        int reach() {
            return (int) (points / 2) + 1;
        }

        Wavelet wavelet() {
            double dt = 1 / rhythm.samplerateHz;
            if (scale == WaveletScale.SYNCOPY) {
                double first = (-points + 1) / 2;
                return sampled(shape, (int) Math.ceil((points + 1) / 2 - first), first, dt).times(syncopys);
            }
            int half = (int) (points / 2);
            Wavelet wavelet = sampled(shape, 2 * half + 1, -half, dt);
            // A cosine is two rhythms of half its amplitude, one of them a negative one, to which a complex wavelet has no response.
            return wavelet.times((shape.isReal() ? 1 : 2) / wavelet.gain(rhythm.hz * dt));
        }
    }

    /** The modulus of its response to a rhythm of so many cycles per sample. */
    private double gain(double frequency) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < re.length; i++) {
            double phase = 2 * Math.PI * frequency * (i - centre);
            double cos = StrictMath.cos(phase);
            double sin = StrictMath.sin(phase);
            real += re[i] * cos + im[i] * sin;
            imaginary += im[i] * cos - re[i] * sin;
        }
        return Math.sqrt(real * real + imaginary * imaginary);
    }

    private static Wavelet sampled(Shape shape, int count, double first, double dt) {
        double[] re = new double[count];
        double[] im = new double[count];
        for (int i = 0; i < count; i++) {
            double t = (first + i) * dt;
            double envelope = shape.envelope(t);
            double phase = shape.phase(t);
            re[i] = envelope * (StrictMath.cos(phase) - shape.constant());
            im[i] = envelope * StrictMath.sin(phase);
        }
        return new Wavelet(re, im, (count - 1) / 2);
    }

    private Wavelet times(double factor) {
        for (int i = 0; i < re.length; i++) {
            re[i] *= factor;
            im[i] *= factor;
        }
        return this;
    }
}
