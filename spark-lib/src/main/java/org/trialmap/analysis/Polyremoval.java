package org.trialmap.analysis;

import org.trialmap.signal.fft.Detrend;

/** Syncopy's values of {@code polyremoval}, by name. */
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
