package org.trialmap.analysis;

import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/**
 * The mean over trials of x_i x_j at each sample, which stands for a frequency; products of up to 32 trials are added at once.
 *
 * @param padding numbers of each slice that are not used, so that sums become large
 * @param held is called before each trial of the first slice
 */
record Products(int padding, boolean needsAllSlices, HeldTrials held) implements SummedMethod {
    Products() {
        this(0, false, HeldTrials.NONE);
    }

    @Override
    public String command() {
        return "products";
    }

    @Override
    public Map<String, Object> options() {
        return Map.of("padding", padding);
    }

    @Override
    public int axis() {
        return 1;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        double[] freq = IntStream.range(0, (int) trials.samples(0)).mapToDouble(s -> s).toArray();
        return ResultForm.crossSpectral(trials, DType.FLOAT64, freq);
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return new Sum((int) trials.samples(0), trials.channelNames().size(), padding, held);
    }

    record Sum(int slices, int channels, int padding, HeldTrials held) implements SumFunction {
        @Override
        public int perSlice() {
            return channels * channels + padding;
        }

        @Override
        public Summation begin(int from, int to) {
            return new Block(this, from, to, new double[BLOCK][], new int[1]);
        }
    }

    record Block(Sum sum, int from, int to, double[][] kept, int[] count) implements SumFunction.Summation {
        @Override
        public void add(TrialChunk trial, double[] sums) throws Exception {
            if (from == 0) {
                sum.held.at(trial.trial());
            }
            kept[count[0]++] = trial.doubles().clone();
        }

        @Override
        public void endBlock(double[] sums) {
            int channels = sum.channels;
            for (int s = from; s < to; s++) {
                for (int i = 0; i < channels * channels; i++) {
                    for (int k = 0; k < count[0]; k++) {
                        sums[(s - from) * sum.perSlice() + i] += kept[k][s * channels + i / channels] * kept[k][s * channels + i % channels];
                    }
                }
            }
            count[0] = 0;
        }
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        int channels = trials.channelNames().size();
        int pairs = channels * channels;
        double[] mean = new double[sums.slices() * pairs];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sums.values()[i / pairs * (pairs + padding) + i % pairs] / sums.trials();
        }
        NdArray data = NdArray.of(mean, 1, sums.slices(), channels, channels);
        NdArray twice = NdArray.of(java.util.Arrays.stream(mean).map(x -> 2 * x).toArray(), 1, sums.slices(), channels, channels);
        return new Finished(data, Map.of("twice", twice, "trials", NdArray.of(new int[] {sums.trials()}, 1)));
    }
}
