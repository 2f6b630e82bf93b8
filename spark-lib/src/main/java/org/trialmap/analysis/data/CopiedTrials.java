package org.trialmap.analysis.data;

import java.util.Optional;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.trial.TrialChunks;

/**
 * What methods have in common that write trials as they are: type, unit and samples are those given.
 *
 * @hidden
 */
public interface CopiedTrials extends TrialMethod {
    @Override
    default boolean isLight() {
        return true;
    }

    @Override
    default ResultForm form(TrialChunks trials) {
        return ResultForm.asGiven(trials, trials.recording().dtype());
    }

    @Override
    default Optional<String> unit(TrialChunks trials) {
        return trials.recording().unit();
    }

    @Override
    default TrialFunction function(TrialChunks trials) {
        return new Convert.Copy();
    }
}
