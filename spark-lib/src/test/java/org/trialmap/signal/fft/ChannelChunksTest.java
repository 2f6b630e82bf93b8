package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.filter.Amplitude;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.Butterworth;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.FirKernel;
import org.trialmap.signal.filter.Hilbert;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.filter.Rates;
import org.trialmap.signal.filter.Resampler;
import org.trialmap.signal.filter.SosFilter;
import org.trialmap.signal.filter.SosFilterTest;
import org.trialmap.signal.spectrum.MtmConvol;
import org.trialmap.signal.spectrum.SlidingWindow;
import org.trialmap.signal.spectrum.Superlet;
import org.trialmap.signal.spectrum.Tapers;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.spectrum.WaveletTransform;
import org.trialmap.signal.spectrum.Welch;
import org.trialmap.signal.spectrum.Windows;

/** What a channel's result is does not depend on the other channels of the call: all of them together or in chunks, the bits are the same. */
class ChannelChunksTest {
    private static final int[] LENGTHS = {99, 100, 127, 162, 331};
    private static final int[] CHANNELS = {12, 19, 40};
    private static final int[] CHUNKS = {1, 3, 7, 8, 17};

    /** Gives rows x channels; complex numbers have two places each. */
    private interface Kernel {
        double[] apply(double[] x, int channels);
    }

    /** Every kernel of the room that takes samples x channels, in double and in float. */
    private static Map<String, Kernel> kernels(int samples) {
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        for (Detrend detrend : Detrend.values()) {
            kernels.put("remove " + detrend, detrend::remove);
            kernels.put("remove " + detrend + ", float", floats(detrend::remove));
            for (int length : new int[] {samples, 2 * samples, 250 + samples}) {
                spectra(kernels, samples, length, detrend, MtmFft.Tapered.AS_THEY_ARE);
            }
            spectra(kernels, samples, samples, detrend, MtmFft.Tapered.DEMEANED);
        }
        for (SpectralOutput output : SpectralOutput.values()) {
            MtmFft fft = MtmFft.ofLength(samples, MtmFft.Setup.of(new double[][] {FftReference.noise(samples, 2)}, new int[] {0, 1, 9, samples / 2}, 1));
            kernels.put(output + " alone", (x, channels) -> fft.perTaper(output, x, channels));
            kernels.put(output + " alone, float", floats((x, channels) -> fft.perTaper(output, x, channels)));
        }
        for (int length : new int[] {samples, samples + 1, 2 * samples + 3}) {
            RealFft fft = RealFft.ofLength(length);
            kernels.put("rfft " + length, (x, channels) -> {
                double[] re = new double[fft.bins() * channels];
                double[] im = new double[re.length];
                fft.forward(x, channels, re, im);
                return both(re, im);
            });
            kernels.put("rfft, float " + length, floats((x, channels) -> {
                float[] re = new float[fft.bins() * channels];
                float[] im = new float[re.length];
                fft.forward(x, channels, re, im);
                return FftReference.floats(both(FftReference.doubles(re), FftReference.doubles(im)));
            }));
        }
        kernels.put("fft", complex(samples));
        for (HilbertOutput output : HilbertOutput.values()) {
            Hilbert hilbert = Hilbert.ofLength(samples);
            kernels.put("hilbert " + output, (x, channels) -> hilbert.apply(x, channels, output));
            kernels.put("hilbert " + output + ", float", floats((x, channels) -> hilbert.apply(x, channels, output)));
        }
        filters(kernels);
        timeFrequency(kernels, samples);
        kernels.put("zscore", Amplitude::zscore);
        kernels.put("zscore, float", floats(Amplitude::zscore));
        kernels.put("rectify", (x, channels) -> Amplitude.rectify(x));
        kernels.put("rectify, float", floats((x, channels) -> Amplitude.rectify(x)));
        return kernels;
    }

    private static void spectra(Map<String, Kernel> kernels, int samples, int length, Detrend detrend, MtmFft.Tapered tapered) {
        String what = samples + " in " + length + ", " + detrend + ", " + tapered;
        int[] bins = IntStream.rangeClosed(0, length / 2).toArray();
        for (int[] chosen : new int[][] {bins, {length / 2, 1, 0, 7}}) {
            MtmFft fft = MtmFft.ofLength(length, MtmFft.Setup.of(Tapers.slepian(samples, length, new Tapers.Slepian(3, 3)), chosen, 1).detrend(detrend)
                    .tapered(tapered));
            kernels.put("power " + what + ", bins " + chosen.length, fft::power);
            kernels.put("power, float " + what + ", bins " + chosen.length, floats(fft::power));
        }
        MtmFft fft = MtmFft.ofLength(length, MtmFft.Setup.of(Tapers.slepian(samples, length, new Tapers.Slepian(3, 2)), bins, 1).detrend(detrend)
                .tapered(tapered));
        kernels.put("FOURIER " + what, (x, channels) -> fft.perTaper(SpectralOutput.FOURIER, x, channels));
        kernels.put("FOURIER, float " + what, floats((x, channels) -> fft.perTaper(SpectralOutput.FOURIER, x, channels)));
    }

    private static Kernel complex(int samples) {
        Fft fft = Fft.ofLength(samples);
        return (x, channels) -> {
            double[] re = x.clone();
            double[] im = new double[x.length];
            fft.forward(re, im, channels);
            double[] spectrum = both(re, im);
            fft.inverse(re, im, channels);
            return both(spectrum, both(re, im));
        };
    }

    private static void filters(Map<String, Kernel> kernels) {
        Band band = Band.of(FilterType.BP, 50, 120);
        SosFilter sos = Butterworth.design(3, band, 1000);
        kernels.put("sos, once", sos::onepass);
        kernels.put("sos, once, float", floats(sos::onepass));
        kernels.put("sos, twice", sos::twopass);
        kernels.put("sos, twice, float", floats(sos::twopass));
        for (int order : new int[] {20, 2000}) {
            FirKernel fir = FirKernel.windowedSinc(Windows.symmetric("hamming", FirKernel.taps(order), Map.of()), band, 1000);
            kernels.put("fir, once, order " + order, fir::onepass);
            kernels.put("fir, once, float, order " + order, floats(fir::onepass));
            kernels.put("fir, twice, order " + order, fir::twopass);
            kernels.put("fir, twice, float, order " + order, floats(fir::twopass));
        }
        Resampler resampler = Resampler.lowpass(Windows.symmetric("hamming", 201, Map.of()), new Rates(1000, 300), 150);
        kernels.put("resample", resampler::apply);
        kernels.put("resample, float", floats(resampler::apply));
        Resampler downsampler = Resampler.downsample(new Rates(1000, 250));
        kernels.put("downsample", downsampler::apply);
        kernels.put("downsample, float", floats(downsampler::apply));
    }

    private static void timeFrequency(Map<String, Kernel> kernels, int samples) {
        SlidingWindow window = new SlidingWindow(0.031, 1000);
        MtmConvol.Setup setup = MtmConvol.Setup.of(window.slepian(70), IntStream.range(0, 16).toArray());
        MtmConvol convol = MtmConvol.of(setup);
        int[] centres = Toi.overlap(0.5).centres(new Toi.TrialTime(samples, 1000, 0), window.samples());
        kernels.put("mtmconvol", (x, channels) -> convol.power(x, channels, centres));
        kernels.put("mtmconvol, float", floats((x, channels) -> convol.power(x, channels, centres)));
        kernels.put("FOURIER of mtmconvol", (x, channels) -> convol.perTaper(SpectralOutput.FOURIER, x, channels, centres));
        kernels.put("FOURIER of mtmconvol, float", floats((x, channels) -> convol.perTaper(SpectralOutput.FOURIER, x, channels, centres)));
        Welch welch = Welch.of(setup.detrend(Detrend.LINE), new Toi.Overlap(0.7));
        kernels.put("welch", welch::power);
        kernels.put("welch, float", floats(welch::power));
        int[] at = {0, 1, samples - 1};
        WaveletTransform morlet = WaveletTransform.ofLength(samples, WaveletTransform.Setup.of(List.of(30.0, 200.0), 1000));
        kernels.put("FOURIER of wavelets", (x, channels) -> morlet.apply(SpectralOutput.FOURIER, x, channels, at));
        Superlet superlet = Superlet.ofLength(samples, Superlet.Setup.of(List.of(30.0, 200.0), 1000, 1, 3).orders(Superlet.Orders.ADAPTIVE));
        kernels.put("FOURIER of superlets", (x, channels) -> superlet.apply(SpectralOutput.FOURIER, x, channels, at));
        kernels.put("superlets, float", floats((x, channels) -> superlet.apply(SpectralOutput.POW, x, channels, at)));
    }

    private interface FloatKernel {
        float[] apply(float[] x, int channels);
    }

    private static Kernel floats(FloatKernel kernel) {
        return (x, channels) -> FftReference.doubles(kernel.apply(FftReference.floats(x), channels));
    }

    private static double[] both(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 127, 162, 331})
    void allChannelsTogetherAndInChunksHaveTheSameBits(int samples) {
        assertEquals(List.of(), differing(samples));
    }

    /** The same in a process without the vector module. */
    public static final class Plain {
        public static void main(String[] arguments) {
            System.out.println(FftKernels.FLOAT.getClass().getSimpleName() + " " + FftKernels.DOUBLE.getClass().getSimpleName());
            for (int samples : LENGTHS) {
                System.out.println(samples + " " + differing(samples));
            }
        }
    }

    @Test
    void soDoPlainLoops() throws Exception {
        List<String> expected = new ArrayList<>(List.of("FftFloatScalar FftDoubleScalar"));
        Arrays.stream(LENGTHS).forEach(samples -> expected.add(samples + " []"));
        assertEquals(expected, FftKernelsTest.run(Plain.class));
    }

    /** Names of the kernels that depend on the chunks. */
    private static List<String> differing(int samples) {
        List<String> differing = new ArrayList<>();
        Map<String, Kernel> kernels = kernels(samples);
        for (int channels : CHANNELS) {
            double[] x = trial(samples, channels);
            kernels.forEach((name, kernel) -> {
                int cell = name.startsWith("FOURIER") || name.startsWith("hilbert complex") ? 2 : 1;
                double[] together = kernel.apply(x, channels);
                for (int chunk : CHUNKS) {
                    if (chunk < channels && !same(kernel, x, together, new Chunking(samples, channels, chunk), cell)) {
                        differing.add(name + ": " + channels + " channels by " + chunk);
                    }
                }
            });
        }
        return differing;
    }

    /** A constant channel, one with a large mean, one with a trend, one that is not finite; the others are noise. */
    private static double[] trial(int samples, int channels) {
        Random random = new Random(samples + channels);
        double[] x = new double[samples * channels];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int s = 0; s < samples; s++) {
            x[s * channels + 1] = 3;
            x[s * channels + 2] += 1e5f;
            x[s * channels + 5] += 0.25f * s;
        }
        x[samples / 2 * channels + 9] = Double.NaN;
        return x;
    }

    private record Chunking(int samples, int channels, int chunk) {}

    private static boolean same(Kernel kernel, double[] x, double[] together, Chunking by, int cell) {
        double[] joined = new double[together.length];
        for (int first = 0; first < by.channels; first += by.chunk) {
            int count = Math.min(by.chunk, by.channels - first);
            double[] part = new double[by.samples * count];
            for (int s = 0; s < by.samples; s++) {
                System.arraycopy(x, s * by.channels + first, part, s * count, count);
            }
            double[] result = kernel.apply(part, count);
            for (int row = 0; row < joined.length / by.channels / cell; row++) {
                System.arraycopy(result, row * count * cell, joined, (row * by.channels + first) * cell, count * cell);
            }
        }
        return Arrays.equals(together, joined); // by bits; all NaN are one
    }

    @Test
    void valuesThatAreNotFiniteAreCountedAlike() {
        int channels = 19;
        double[] x = trial(127, channels);
        NonFinite all = NonFinite.in(x, channels);
        NonFinite alone = NonFinite.in(SosFilterTest.channel(x, channels, 9), 1);
        assertNotNull(all);
        assertEquals(new NonFinite(1, alone.sample(), 9), all);
        assertEquals(all, NonFinite.in(FftReference.floats(x), channels));
        assertTrue(IntStream.range(0, channels).filter(c -> c != 9).allMatch(c -> NonFinite.in(SosFilterTest.channel(x, channels, c), 1) == null));
    }
}
