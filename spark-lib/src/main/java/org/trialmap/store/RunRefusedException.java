package org.trialmap.store;

import java.io.IOException;

/** A run may not write where it was told to: results are there already, belong to another plan, or are being written. Nothing was touched. */
public final class RunRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    public RunRefusedException(String message) {
        super(message);
    }
}
