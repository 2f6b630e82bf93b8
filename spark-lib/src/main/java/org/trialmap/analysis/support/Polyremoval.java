package org.trialmap.analysis.support;

import org.trialmap.signal.fft.Detrend;

/** Syncopy's values of {@code polyremoval}, by name. */
public final class Polyremoval {
    private Polyremoval() {}

    /** 0, 1 or null. */
    public static Integer value(Detrend detrend) {
        return switch (detrend) {
            case NONE -> null;
            case MEAN -> 0;
            case LINE -> 1;
        };
    }
}
