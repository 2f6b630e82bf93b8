package org.trialmap.signal.fft;

/**
 * What {@link MtmFft} prepares for trials of one length.
 *
 * @param tapers with all scales in them
 * @param shared the same, to give each taper's share of the mean power
 */
record MtmFftTables(int samples, FftBins bins, Detrend detrend, boolean demeaned, FftValues[] tapers, FftValues[] shared) {
    static MtmFftTables of(RealFftPlan plan, MtmFft.Setup setup) {
        double scale = setup.scale() * RealFftPlan.WEIGHT;
        FftValues[] tapers = scaled(setup.tapers(), scale);
        FftValues[] shared = tapers.length == 1 ? tapers : scaled(setup.tapers(), scale * Math.sqrt(1.0 / tapers.length));
        return new MtmFftTables(setup.samples(), plan.bins(setup.bins()), setup.detrend(), setup.tapered() == MtmFft.Tapered.DEMEANED, tapers, shared);
    }

    private static FftValues[] scaled(double[][] tapers, double factor) {
        FftValues[] scaled = new FftValues[tapers.length];
        for (int k = 0; k < tapers.length; k++) {
            double[] values = new double[tapers[k].length];
            for (int s = 0; s < values.length; s++) {
                values[s] = tapers[k][s] * factor;
            }
            scaled[k] = FftValues.of(values);
        }
        return scaled;
    }
}
