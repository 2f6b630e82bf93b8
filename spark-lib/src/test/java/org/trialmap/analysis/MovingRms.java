package org.trialmap.analysis;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

// tag::method[]
/** Root mean square of windows that follow one another: AnalogData at samplerate / window. */
public record MovingRms(int window) implements TrialMethod {
    public MovingRms {
        if (window < 1) {
            throw new IllegalArgumentException("A window of " + window + " samples is impossible. Use at least 1.");
        }
    }

    @Override
    public String command() {
        return "movingrms";
    }

    @Override
    public Map<String, Object> options() {
        return Map.of("window", window);
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        long[] rows = IntStream.range(0, trials.trials().length).mapToLong(k -> trials.samples(k) / window).toArray();
        long[] offsets = IntStream.range(0, rows.length).mapToLong(k -> Math.floorDiv(trials.offset(k), window)).toArray();
        return ResultForm.analog(trials, DType.FLOAT64, trials.recording().samplerateHz() / window, rows, offsets);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        int length = window;
        return trial -> rms(trial, length);
    }

    private static NdArray rms(TrialChunk trial, int window) {
        int channels = trial.channels();
        double[] x = trial.doubles(); // samples x channels
        double[] rms = new double[trial.samples() / window * channels];
        for (int i = 0; i < trial.samples() / window * window * channels; i++) {
            rms[i / channels / window * channels + i % channels] += x[i] * x[i] / window;
        }
        return NdArray.of(Arrays.stream(rms).map(Math::sqrt).toArray(), trial.samples() / window, channels);
    }
}
// end::method[]
