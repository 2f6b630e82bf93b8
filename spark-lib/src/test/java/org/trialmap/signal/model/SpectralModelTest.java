package org.trialmap.signal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.signal.model.FooofOptions.AperiodicMode;

/** Models of spectra that are known, and of the same spectra by an independent program. */
class SpectralModelTest {
    private static final double[] HZ = IntStream.range(2, 201).mapToDouble(k -> k / 2.0).toArray();

    /** {@code peaks}: (centre, height, standard deviation) in turn; noise is added to log10 of power. */
    private static double[] spectrum(double[] aperiodic, double[] peaks, double noise, Random random) {
        double[] power = new double[HZ.length];
        double exponent = aperiodic[aperiodic.length - 1];
        double knee = aperiodic.length == 3 ? aperiodic[1] : 0;
        for (int k = 0; k < HZ.length; k++) {
            double log = aperiodic[0] - Math.log10(knee + Math.pow(HZ[k], exponent)) + noise * random.nextGaussian();
            for (int p = 0; p < peaks.length; p += 3) {
                log += peaks[p + 1] * Math.exp(-Math.pow((HZ[k] - peaks[p]) / peaks[p + 2], 2) / 2);
            }
            power[k] = Math.pow(10, log);
        }
        return power;
    }

    private static List<double[]> noisy(AperiodicMode mode, double noise, int count) {
        Random random = new Random(7);
        List<double[]> spectra = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] aperiodic = mode == AperiodicMode.FIXED ? new double[] {-3 + i, 0.8 + 0.1 * i} : new double[] {3, 30 + 10 * i, 1.8 + 0.05 * i};
            double[] peaks = {8 + random.nextDouble() * 4, 0.4 + 0.6 * random.nextDouble(), 1 + random.nextDouble(), 22 + 6 * random.nextDouble(), 0.3 + 0.3 * random.nextDouble(),
                1.5 + random.nextDouble(),
                60 + 10 * random.nextDouble(), 0.4, 3};
            spectra.add(spectrum(aperiodic, peaks, noise, random));
        }
        return spectra;
    }

    /** Runs Python on lists {@code spectra}, {@code ours} (all numbers of our models, one after the other), {@code hz}. */
    private static String python(List<double[]> spectra, List<SpectralModel> ours, String script) {
        String lists = "hz = np.array(%s)\nspectra = %s\nours = %s\n".formatted(Arrays.toString(HZ), list(spectra), list(ours.stream().map(SpectralModelTest::flat).toList()));
        return References.scipy(ModelProgram.python() + lists + script).strip();
    }

    private static String list(List<double[]> arrays) {
        return arrays.stream().map(Arrays::toString).collect(Collectors.joining(",\n", "[", "]"));
    }

    /** The numbers of a model in the order in which the program returns them. */
    private static double[] flat(SpectralModel model) {
        return IntStream.range(0, 7).boxed().flatMapToDouble(part -> Arrays.stream(switch (part) {
            case 0 -> model.aperiodic();
            case 1 -> Arrays.stream(model.gaussians()).flatMapToDouble(Arrays::stream).toArray();
            case 2 -> Arrays.stream(model.peaks()).flatMapToDouble(Arrays::stream).toArray();
            case 3 -> model.aperiodicPart();
            case 4 -> model.whole();
            case 5 -> new double[] {model.rSquared()};
            default -> new double[] {model.error()};
        })).toArray();
    }

    /** Measured: 3e-7 at most. Where peaks are apart, the best fit is well determined, and only the ends of the two iterations differ. */
    @ParameterizedTest
    @CsvSource({"FIXED, 0.01", "FIXED, 0.03", "KNEE, 0.01", "KNEE, 0.02"})
    void allNumbersAreThoseOfTheProgram(AperiodicMode mode, double noise) {
        int most = mode == AperiodicMode.FIXED ? 3 : 2;
        double worst = worst(noisy(mode, noise, 8), FooofOptions.DEFAULTS.peakWidthLimits(1, 12).maxNPeaks(most).aperiodicMode(mode).minPeakHeight(0.1), "range(7)");
        assertTrue(worst <= 1e-6, "differs by " + worst);
    }

    /** In one of the spectra a fourth peak lies on the slope of another: the two trade width for height at little cost. Measured: parameters differ by 8e-6, curves by 2e-8. */
    @Test
    void peaksThatOverlapAreThoseOfTheProgram() {
        FooofOptions options = FooofOptions.DEFAULTS.peakWidthLimits(1, 12).minPeakHeight(0.1);
        double worst = worst(noisy(AperiodicMode.FIXED, 0.01, 8), options, "range(7)");
        assertTrue(worst <= 2e-5, "differs by " + worst);
        double curves = worst(noisy(AperiodicMode.FIXED, 0.01, 8), options, "(0, 3, 4, 5, 6)");
        assertTrue(curves <= 1e-7, "curves differ by " + curves);
    }

    /** The largest difference, relative to 1 or what is larger, of these parts of the models; peaks are as many. */
    private static double worst(List<double[]> spectra, FooofOptions options, String parts) {
        List<SpectralModel> ours = spectra.stream().map(power -> SpectralModel.of(HZ, power, options)).toList();
        return Double.parseDouble(python(spectra, ours, """
                worst = 0
                for power, mine in zip(spectra, ours):
                    want = [np.ravel(part) for part in spectral_model(hz, power, (%s, %s), %s, %s, %s, %s)]
                    ends = np.cumsum([w.size for w in want])
                    assert ends[-1] == len(mine), (ends, len(mine))
                    for part in %s:
                        got = np.array(mine[ends[part] - want[part].size:ends[part]])
                        worst = max(worst, (abs(want[part] - got) / np.maximum(1, abs(want[part]))).max())
                print(worst)
                """.formatted(options.narrowestHz(), options.widestHz(), options.maxNPeaks() == FooofOptions.NO_LIMIT ? "None" : options.maxNPeaks(), options.minPeakHeight(), options.peakThreshold(),
                options.aperiodicMode() == AperiodicMode.KNEE ? "True" : "False", parts)));
    }

    /**
     * Without noise and with peaks apart, what comes out is what went in but for the bias of the method: the first aperiodic fit is of the lowest points, which still have tails of peaks and, with a
     * knee, a bend that noise would hide. Measured: heights are up to 2 % and widths up to 4 % too small, centres right to 0.013 Hz; offset and exponent are off by 0.003 and 0.001, with a knee by 0.022
     * and 0.012, and the knee by 6 %.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void knownSpectraAreRecovered(boolean knee) {
        double[] aperiodic = knee ? new double[] {2, 40, 1.9} : new double[] {2, 1.3};
        double[] peaks = {10, 0.6, 1, 25, 0.4, 2, 70, 0.3, 3};
        SpectralModel model = SpectralModel.of(HZ, spectrum(aperiodic, peaks, 0, new Random(1)), FooofOptions.DEFAULTS.aperiodicMode(knee ? AperiodicMode.KNEE : AperiodicMode.FIXED).maxNPeaks(3));
        assertEquals(3, model.gaussians().length);
        for (int p = 0; p < 3; p++) {
            assertEquals(peaks[3 * p], model.gaussians()[p][0], 0.015, "centre in Hz");
            assertEquals(peaks[3 * p + 1], model.gaussians()[p][1], 0.025 * peaks[3 * p + 1], "height");
            assertEquals(peaks[3 * p + 2], model.gaussians()[p][2], 0.05 * peaks[3 * p + 2], "width in Hz");
        }
        int last = aperiodic.length - 1;
        assertEquals(aperiodic[0], model.aperiodic()[0], knee ? 0.025 : 0.004, "offset");
        assertEquals(aperiodic[last], model.aperiodic()[last], knee ? 0.015 : 0.002, "exponent");
        assertEquals(knee ? 40 : 0, knee ? model.aperiodic()[1] : 0, 3, "knee");
        assertTrue(model.rSquared() > 0.9999 && model.error() < 0.003, model.rSquared() + " " + model.error());
    }

    @Test
    void aStraightLineHasNoPeaks() {
        SpectralModel model = SpectralModel.of(HZ, spectrum(new double[] {-20, 2}, new double[0], 0, new Random(1)), FooofOptions.DEFAULTS.minPeakHeight(1e-6));
        assertEquals(0, model.peaks().length);
        assertArrayEquals(new double[] {-20, 2}, model.aperiodic(), 1e-9);
        assertEquals(1, model.rSquared(), 1e-12);
    }

    @Test
    void limitsAreObserved() {
        double[] power = spectrum(new double[] {1, 1}, new double[] {20, 0.8, 2, 50, 0.5, 2}, 0.01, new Random(3));
        FooofOptions options = FooofOptions.DEFAULTS.peakThreshold(0.5);
        assertEquals(0, SpectralModel.of(HZ, power, options.maxNPeaks(0)).peaks().length);
        assertEquals(1, SpectralModel.of(HZ, power, options.maxNPeaks(1)).peaks().length);
        assertEquals(1, SpectralModel.of(HZ, power, options.minPeakHeight(0.6)).peaks().length);
        assertEquals(0, SpectralModel.of(HZ, power, FooofOptions.DEFAULTS.peakThreshold(10)).peaks().length);
        assertEquals(3, SpectralModel.of(HZ, power, options.maxNPeaks(1).peakWidthLimits(1, 3)).peaks()[0][2], 1e-9, "no wider than the limit");
    }

    @Test
    void whatHasNoModelIsRefused() {
        double[] hz = {1, 2, 3};
        assertRefused("at 2.0 Hz its power is 0.0, which has no logarithm", () -> SpectralModel.of(hz, new double[] {1, 0, 1}, FooofOptions.DEFAULTS));
        assertRefused("of its 3 frequencies only 1 is below a first aperiodic fit, too few for 2 parameters", () -> SpectralModel.of(hz, new double[] {1, 0.1, 1}, FooofOptions.DEFAULTS));
        assertRefused("no offset, knee and exponent were found that fit it best, as where it does not bend (AperiodicMode.FIXED)",
                () -> SpectralModel.of(HZ, whiteNoise(), FooofOptions.DEFAULTS.aperiodicMode(AperiodicMode.KNEE)));
    }

    private static double[] whiteNoise() {
        Random random = new Random(0);
        return IntStream.range(0, HZ.length).mapToDouble(k -> Math.pow(10, 0.3 * random.nextGaussian())).toArray();
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        FooofOptions options = FooofOptions.DEFAULTS;
        assertRefused(
                "A model of the spectrum was asked for with peaks of 3.0 to 3.0 Hz. Widths are above 0, and the first is the smaller one. Correct FooofOptions.",
                () -> options.peakWidthLimits(3, 3));
        assertRefused("A model of the spectrum was asked for with at most -1 peaks. 0 finds none, and inf has no limit. Correct FooofOptions.",
                () -> options.maxNPeaks(-1));
        assertRefused("A model of the spectrum was asked for with a min_peak_height of -0.5. It is a number from 0 on. Correct FooofOptions.",
                () -> options.minPeakHeight(-0.5));
        assertRefused("A model of the spectrum was asked for with a peak_threshold of NaN. It is a number from 0 on. Correct FooofOptions.",
                () -> options.peakThreshold(Double.NaN));
    }
}
