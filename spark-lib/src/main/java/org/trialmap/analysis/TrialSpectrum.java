package org.trialmap.analysis;

import java.io.Serializable;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import org.trialmap.analysis.support.KernelCache;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.NdArray;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.MtmFft;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.trial.TrialChunk;

/** The spectrum of one trial: (1, taper, freq, channel). */
record TrialSpectrum(int length, int[] bins, Tapering tapering, Steps steps) implements TrialFunction {

    /** What makes the tapers of a trial of any length. */
    record Tapering(Taper taper, double meanSamples, double samplerateHz) implements Serializable {
        private record Key(Tapering tapering, int samples, int length) {}

        /** Shared: not to be changed. */
        double[][] tapers(int samples, int length) {
            return KernelCache.get(new Key(this, samples, length), () -> taper.tapers(samples, length, meanSamples, samplerateHz));
        }
    }

    /** What happens to a trial. */
    record Steps(SpectralOutput output, Detrend polyremoval, MtmFft.Tapered tapered, boolean keeptapers, boolean ftCompat) implements Serializable {
        /** Whether the result is the mean of the tapers' power. */
        boolean areAveraged() {
            return output == SpectralOutput.POW && !keeptapers;
        }
    }

    /** With the tables of each length of trials. */
    @Override
    public TrialFunction forTask() {
        return new Task();
    }

    @Override
    public NdArray apply(TrialChunk trial) {
        return spectrum(trial, transform(trial.samples()));
    }

    /** All that {@link MtmFft} depends on; {@code bins} only to be compared. */
    private record Key(int samples, int length, IntBuffer bins, Tapering tapering, Steps steps) {}

    private MtmFft transform(int samples) {
        return KernelCache.get(new Key(samples, length, IntBuffer.wrap(bins), tapering, steps), () -> made(samples));
    }

    private MtmFft made(int samples) {
        double scale = steps.ftCompat ? MtmFft.fieldTripScale(length) : MtmFft.scale(samples, length);
        MtmFft.Setup setup = MtmFft.Setup.of(tapering.tapers(samples, length), bins, scale).detrend(steps.polyremoval).tapered(steps.tapered);
        return MtmFft.ofLength(length, setup);
    }

    private NdArray spectrum(TrialChunk trial, MtmFft fft) {
        int channels = trial.channels();
        int tapers = steps.keeptapers ? tapering.tapers(trial.samples(), length).length : 1;
        int width = steps.output == SpectralOutput.FOURIER ? 2 : 1;
        int[] shape = {1, tapers, bins.length, channels};
        if (Samples.areDouble(trial)) {
            double[] values = steps.areAveraged() ? fft.power(trial.doubles(), channels) : fft.perTaper(steps.output, trial.doubles(), channels);
            FiniteCheck.requireRow(trial, values, values.length - channels * width, values.length, width);
            return Samples.result(trial, values, steps.output == SpectralOutput.FOURIER, shape);
        }
        float[] samples = Samples.floats(trial);
        float[] values = steps.areAveraged() ? fft.power(samples, channels) : fft.perTaper(steps.output, samples, channels);
        FiniteCheck.requireRow(trial, values, values.length - channels * width, values.length, width);
        return steps.output == SpectralOutput.FOURIER ? NdArray.complex(values, shape) : NdArray.of(values, shape);
    }

    /** Powers go straight to their place. */
    private final class Task implements TrialFunction {
        private static final long serialVersionUID = 1;
        private final transient Map<Integer, MtmFft> transforms = new HashMap<>();

        private MtmFft fft(TrialChunk trial) {
            return transforms.computeIfAbsent(trial.samples(), TrialSpectrum.this::transform);
        }

        @Override
        public NdArray apply(TrialChunk trial) {
            return spectrum(trial, fft(trial));
        }

        @Override
        public boolean place(TrialChunk trial, Object array, int at) {
            if (!steps.areAveraged()) {
                return false;
            }
            int channels = trial.channels();
            int end = at + bins.length * channels;
            if (array instanceof double[] doubles) {
                fft(trial).power(trial.doubles(), 0, channels, doubles, at);
                FiniteCheck.requireRow(trial, doubles, end - channels, end, 1);
            } else {
                fft(trial).power(Samples.floats(trial), 0, channels, (float[]) array, at);
                FiniteCheck.requireRow(trial, (float[]) array, end - channels, end, 1);
            }
            return true;
        }

        @Override
        public boolean add(TrialChunk trial, double[] sums) {
            if (!steps.areAveraged()) {
                return false;
            }
            int channels = trial.channels();
            if (Samples.areDouble(trial)) {
                fft(trial).addPower(trial.doubles(), 0, channels, sums, 0);
            } else {
                fft(trial).addPower(Samples.floats(trial), 0, channels, sums, 0);
            }
            FiniteCheck.requireRow(trial, sums, sums.length - 2 * channels, sums.length - channels, 1);
            return true;
        }
    }
}
