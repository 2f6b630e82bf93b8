package org.trialmap.app.analysis;

import java.util.Locale;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.signal.fft.SpectralOutput;

/** Words of {@code freqanalysis --output}. */
enum FreqOutput {
    POW, ABS, FOURIER, REAL, IMAG, ANGLE, ABSREAL, ABSIMAG, FOOOF, FOOOF_APERIODIC, FOOOF_PEAKS;

    boolean isModel() {
        return compareTo(FOOOF) >= 0;
    }

    /** What is computed: of models power. */
    SpectralOutput spectral() {
        return isModel() ? SpectralOutput.POW : SpectralOutput.valueOf(name());
    }

    Fooof.Output model() {
        return Fooof.Output.valueOf(name());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
