package org.trialmap.analysis;

import org.trialmap.signal.fft.Detrend;

/** Syncopy's words for what is taken off. */
final class Polyremoval {
    private Polyremoval() {}

    /** 0, 1 or null. */
    static Integer value(Detrend detrend) {
        return switch (detrend) {
            case NONE -> null;
            case MEAN -> 0;
            case LINE -> 1;
        };
    }
}
