package org.trialmap.analysis;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.signal.Detrend;
import org.trialmap.signal.MtmFft;
import org.trialmap.trial.TrialChunk;

/** The spectrum of one trial: (1, taper, freq, channel). */
record TrialSpectrum(int length, int[] bins, Tapering tapering, Steps steps) implements TrialFunction {

    /** What makes the tapers of a trial of any length. */
    record Tapering(Taper taper, double meanSamples, double samplerateHz) implements Serializable {
        double[][] tapers(int samples, int length) {
            return TaperCache.get(this, samples, length);
        }
    }

    /** What happens to a trial. */
    record Steps(MtmFft.Output output, Detrend polyremoval, MtmFft.Tapered tapered, boolean keeptapers, boolean ftCompat) implements Serializable {}

    /** With the tables of each length of trials. */
    @Override
    public TrialFunction forTask() {
        Map<Integer, MtmFft> transforms = new HashMap<>();
        return trial -> spectrum(trial, transforms.computeIfAbsent(trial.samples(), this::transform));
    }

    @Override
    public NdArray apply(TrialChunk trial) {
        return spectrum(trial, transform(trial.samples()));
    }

    private MtmFft transform(int samples) {
        double scale = steps.ftCompat ? MtmFft.fieldTripScale(length) : MtmFft.scale(samples, length);
        MtmFft.Setup setup = MtmFft.Setup.of(tapering.tapers(samples, length), bins, scale).detrend(steps.polyremoval).tapered(steps.tapered);
        return MtmFft.ofLength(length, setup);
    }

    private NdArray spectrum(TrialChunk trial, MtmFft fft) {
        int channels = trial.channels();
        int tapers = steps.keeptapers ? TaperCache.get(tapering, trial.samples(), length).length : 1;
        int width = steps.output == MtmFft.Output.FOURIER ? 2 : 1;
        int[] shape = {1, tapers, bins.length, channels};
        boolean averaged = steps.output == MtmFft.Output.POW && !steps.keeptapers;
        if (Samples.areDouble(trial)) {
            double[] values = averaged ? fft.power(trial.doubles(), channels) : fft.perTaper(steps.output, trial.doubles(), channels);
            FiniteInput.requireSpectrum(trial, values, channels * width);
            return steps.output == MtmFft.Output.FOURIER ? NdArray.complex(values, shape) : NdArray.of(values, shape);
        }
        float[] samples = Samples.floats(trial);
        float[] values = averaged ? fft.power(samples, channels) : fft.perTaper(steps.output, samples, channels);
        FiniteInput.requireSpectrum(trial, values, channels * width);
        return steps.output == MtmFft.Output.FOURIER ? NdArray.complex(values, shape) : NdArray.of(values, shape);
    }
}
