package org.trialmap.analysis.data;

import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;

/**
 * The selected trials as they are, in one container of their own: AnalogData or SpectralData, with the type and the unit of what they are taken from (Syncopy's {@code selectdata}). What is
 * selected stands in the history.
 *
 * @param command that stands there: {@code convert}, or {@code definetrial} and {@code concat}, where the trials or channels were put together first ({@link org.trialmap.trial.Recording#withTrials},
 *     {@link org.trialmap.trial.Recording#alongTrials})
 */
public record Convert(String command) implements CopiedTrials {
    private static final String NAME = "convert";

    /** By the name {@code convert}. */
    public Convert() {
        this(NAME);
    }

    @Override
    public boolean takesSpectra() {
        return true;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(NAME);
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }

    /** A copy: the next trial may come in the same array. */
    record Copy() implements TrialFunction {
        @Override
        public NdArray apply(TrialChunk trial) {
            NdArray copy = NdArray.zeros(trial.array().dtype(), trial.array().shape());
            place(trial, copy.data(), 0);
            return copy;
        }

        @Override
        public boolean place(TrialChunk trial, Object array, int at) {
            System.arraycopy(trial.array().data(), 0, array, at, trial.array().size() * trial.array().dtype().width());
            return true;
        }
    }
}
