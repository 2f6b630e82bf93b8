package org.trialmap.app.analysis;

import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** The selected trials as they are, in one container: AnalogData of the recording's own type and unit. */
record Convert() implements TrialMethod {
    private static final String NAME = "convert";

    @Override
    public String command() {
        return NAME;
    }

    @Override
    public boolean isLight() {
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

    @Override
    public ResultForm form(TrialChunks trials) {
        return ResultForm.analog(trials, trials.recording().dtype());
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return trials.recording().unit();
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        return new Samples();
    }

    /** A copy: the next trial may come in the same array. */
    private record Samples() implements TrialFunction {
        @Override
        public NdArray apply(TrialChunk trial) {
            NdArray copy = NdArray.zeros(trial.array().dtype(), trial.samples(), trial.channels());
            place(trial, copy.data(), 0);
            return copy;
        }

        @Override
        public boolean place(TrialChunk trial, Object array, int at) {
            System.arraycopy(trial.array().data(), 0, array, at, trial.samples() * trial.channels());
            return true;
        }
    }
}
