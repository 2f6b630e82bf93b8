package org.trialmap.picture;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import org.trialmap.trial.SpectralData;

/**
 * Draws a spectrum, where the process has what draws: the application and notebooks have, a program with the library alone has not.
 *
 * @hidden
 */
public interface SpectrumDrawing {
    /**
     * A picture of lines over frequency, or of the first channel over time and frequency; of many trials their mean, if they have common times. Where there is much, of some channels and the first trials.
     *
     * @return PNG; empty where nothing can be drawn that would say something
     */
    Optional<byte[]> png(SpectralData spectrum, String title) throws IOException;

    /** What draws in this process. */
    static Optional<SpectrumDrawing> find() {
        return ServiceLoader.load(SpectrumDrawing.class, SpectrumDrawing.class.getClassLoader()).findFirst();
    }
}
