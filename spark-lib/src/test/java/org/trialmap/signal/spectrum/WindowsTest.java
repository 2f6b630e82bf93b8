package org.trialmap.signal.spectrum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.signal.fft.FftReference;

/** Held against scipy.signal.windows. */
class WindowsTest {
    private static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 5, 8, 13, 100, 101, 1000, 10007);

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"barthann;", "bartlett;", "blackman;", "blackmanharris;", "bohman;", "boxcar;", "chebwin; at=100", "chebwin; at=50.5",
        "cosine;",
        "flattop;", "gaussian; std=7.5", "general_gaussian; p=1.5,sig=7", "general_hamming; alpha=0.7", "hamming;", "hann;", "kaiser; beta=14",
        "kaiser; beta=0",
        "lanczos;", "nuttall;", "parzen;", "taylor;", "taylor; nbar=6,sll=45", "triang;", "tukey;", "tukey; alpha=0.1",
        "tukey; alpha=0", "tukey; alpha=1"})
    void valuesAreSciPys(String name, String parameters) {
        Map<String, Double> given = parameters == null ? Map.of() : java.util.Arrays.stream(parameters.split(","))
                .map(pair -> pair.split("=")).collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
        String script = "y = np.concatenate([scipy.signal.windows.%s(m, %ssym=s) for m in %s for s in (True, False)])"
                .formatted(name, parameters == null ? "" : parameters + ", ", LENGTHS);
        double[] expected = FftReference.compute(script, new double[1]);
        double[] actual = LENGTHS.stream().flatMapToDouble(m -> java.util.stream.DoubleStream.concat(
                java.util.Arrays.stream(Windows.symmetric(name, m, given)), java.util.Arrays.stream(Windows.periodic(name, m, given)))).toArray();
        FftReference.assertClose(expected, actual, 1e-9, name);
    }

    @Test
    void kaiserBesselDerivedIsSciPys() {
        double[] expected = FftReference.compute("m = arg[0]\nc = np.cumsum(scipy.signal.windows.kaiser(m // 2 + 1, 4))\nh = np.sqrt(c[:-1] / c[-1])\n"
                + "y = np.concatenate([h, h[::-1]])", new double[1], 1000);
        FftReference.assertClose(expected, Windows.symmetric("kaiser_bessel_derived", 1000, Map.of("beta", 4.0)), 1e-9, "kaiser_bessel_derived");
    }

    @Test
    void everyWindowOfSciPyIsThereButThreeThatAreNoTapers() {
        double[] missing = FftReference.compute("names = set(scipy.signal.windows.__all__) - {'dpss', 'exponential', 'general_cosine', 'hanning', 'get_window'}\n"
                + "y = [len(names - set(arg[0].split(',')))]", new double[1], String.join(",", Windows.names()));
        assertEquals(0, missing[0]);
        assertEquals(new TreeSet<>(Windows.names()), Windows.names());
    }

    @Test
    void refusesWhatThereIsNot() {
        assertEquals(
                "There is no window han. Known are: barthann, bartlett, blackman, blackmanharris, bohman, boxcar, chebwin, cosine, flattop, gaussian, "
                        + "general_gaussian, general_hamming, hamming, hann, kaiser, kaiser_bessel_derived, lanczos, nuttall, parzen, taylor, triang, tukey."
                        + " Choose one of them.",
                refusal("han", 10, Map.of()));
        assertEquals("The window hann has no parameter beta. It takes none. Leave beta out.", refusal("hann", 10, Map.of("beta", 1.0)));
        assertEquals(
                "The window general_gaussian has no parameter std. It takes p, sig. Leave std out.", refusal("general_gaussian", 10, Map.of("std", 1.0)));
        assertEquals(
                "The window kaiser needs its parameter beta. It has no default value. Give it with the taper (taper_opt).", refusal("kaiser", 10, Map.of()));
        assertEquals("A window hann of 0 samples was asked for. It needs at least 1. Choose a longer window.", refusal("hann", 0, Map.of()));
        assertEquals(
                "A window kaiser_bessel_derived of 5 samples was asked for. It exists for even lengths only. Choose an even length or the window kaiser.",
                refusal("kaiser_bessel_derived", 5, Map.of("beta", 1.0)));
        for (double nbar : new double[] {3.9, 0, 1001, Double.NaN}) {
            assertEquals("The window taylor has nbar = " + nbar + ". It counts side lobes of one level: a whole number from 1 to 1000. Correct it with the taper (taper_opt).",
                    refusal("taylor", 50, Map.of("nbar", nbar)));
        }
        assertEquals("A periodic window kaiser_bessel_derived was asked for. It exists in its symmetric form only. Choose the window kaiser.",
                assertThrows(IllegalArgumentException.class, () -> Windows.periodic("kaiser_bessel_derived", 4, Map.of("beta", 1.0))).getMessage());
    }

    private static String refusal(String name, int length, Map<String, Double> parameters) {
        return assertThrows(IllegalArgumentException.class, () -> Windows.symmetric(name, length, parameters)).getMessage();
    }
}
