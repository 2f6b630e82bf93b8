package org.trialmap.analysis.connectivity;

import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunks;

/**
 * A method with {@code keeptrials}: its options and form, and what is computed of each trial in place of sums.
 *
 * @param each what it is of these trials
 */
record EachTrial(SummedMethod method, Computation each) implements TrialMethod {
    /** What is computed of single trials. */
    interface Computation {
        TrialFunction of(TrialChunks trials);
    }

    @Override
    public String command() {
        return method.command();
    }

    @Override
    public Map<String, Object> options() {
        return method.options();
    }

    @Override
    public Map<String, Object> options(TrialChunks trials) {
        return method.options(trials);
    }

    @Override
    public Optional<String> identity() {
        return method.identity();
    }

    @Override
    public boolean takesSpectra() {
        return method.takesSpectra();
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return method.unit(trials);
    }

    @Override
    public boolean isLight() {
        return true;
    }

    /** @throws IllegalArgumentException if channels are to be computed apart from each other */
    @Override
    public ResultForm form(TrialChunks trials) {
        if (trials.channelGrid().count() > 1) {
            throw new IllegalArgumentException(
                    command() + " was asked for with " + trials.channelGrid().chunk() + " of the " + trials.channelGrid().length() + " selected channels per task. Its results are of"
                            + " pairs of channels, which must be there together. Leave out " + Setting.CHAN_PER_WORKER + ".");
        }
        return method.form(trials);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        return each.of(trials);
    }
}
