package org.trialmap.analysis;

import java.util.Arrays;
import java.util.Map;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunks;

// tag::method[]
/** Root mean square over trials of each sample and channel: AnalogData of one trial. */
public record TrialRms() implements SummedMethod {
    @Override
    public String command() {
        return "trialrms";
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        return ResultForm.analog(trials, DType.FLOAT64).overTrials(trials);
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return new Squares((int) trials.samples(0), trials.channelNames().size());
    }

    /** A slice is a sample, with a sum for each channel. */
    record Squares(int slices, int perSlice) implements SumFunction {
        @Override
        public Summation begin(int from, int to) {
            int first = from * perSlice;
            return (trial, sums) -> {
                double[] x = trial.doubles(); // samples x channels
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += x[first + i] * x[first + i];
                }
            };
        }
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        double[] rms = Arrays.stream(sums.values()).map(sum -> Math.sqrt(sum / sums.trials())).toArray();
        return new Finished(NdArray.of(rms, sums.slices(), trials.channelNames().size()));
    }
}
// end::method[]
