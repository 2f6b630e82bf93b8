package org.trialmap.signal.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.signal.SciPy;

/** Butterworth sections against scipy.signal.butter. */
public class ButterworthTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(FilterType.class)
    void sectionsAreSciPys(FilterType type) throws IOException {
        SciPy scipy = new SciPy(folder);
        List<double[][]> ours = new ArrayList<>();
        for (int order = 1; order <= 20; order++) {
            for (double[] freq : new double[][] {{20, 40}, {101.5, 380}, {3, 490}}) {
                double[] used = Arrays.copyOf(freq, type.frequencies());
                scipy.add("s.butter(%d, %s, '%s', fs=1000, output='sos')".formatted(order, Arrays.toString(used), type), new double[1], 1);
                ours.add(Butterworth.design(order, Band.of(type, used), 1000).sections());
            }
        }
        List<double[]> theirs = scipy.values();
        for (int i = 0; i < ours.size(); i++) {
            double[] flat = Arrays.stream(ours.get(i)).flatMapToDouble(Arrays::stream).toArray();
            String what = type + ", design " + i;
            SciPy.assertNear(Arrays.copyOf(theirs.get(i), 3), Arrays.copyOf(flat, 3), 1e-9, what); // the gain makes the first numerator tiny
            SciPy.assertNear(theirs.get(i), flat, 1e-9, what);
        }
    }

    @Test
    void refusesOrderZero() {
        assertEquals("A Butterworth filter of order 0 cannot be made. Orders from 1 to 20 can; higher ones lose their precision. Correct order(...).",
                refusal(() -> Butterworth.design(0, Band.of(FilterType.LP, 10), 1000)));
    }

    @Test
    void refusesNyquist() {
        assertEquals("The cut-off frequency 500.0 Hz is not below the Nyquist frequency, 500.0 Hz at a samplerate of 1000.0 Hz. Sampled data hold"
                + " nothing there. Use a lower frequency in Band.of(...).", refusal(() -> Butterworth.design(4, Band.of(FilterType.BP, 10, 500), 1000)));
    }

    @Test
    void refusesSamplerateZero() {
        assertEquals("The samplerate 0.0 Hz is not a positive number. Frequencies in Hz have no meaning without it. Correct the recording's"
                + " samplerate, or give it with samplerateHz(...).", refusal(() -> Butterworth.design(4, Band.of(FilterType.LP, 10), 0)));
    }

    @Test
    void refusesFrequenciesThatAreNoBand() {
        assertEquals("The filter type bp has 1 cut-off frequency: [10.0] Hz. lp and hp take one, bp and bs take two. Correct Band.of(...) or"
                + " FilterType.", refusal(() -> Band.of(FilterType.BP, 10)));
        assertEquals("The cut-off frequency NaN Hz of a filter is not a positive number. A cut-off lies above 0 Hz and below half the samplerate."
                + " Correct Band.of(...).", refusal(() -> Band.of(FilterType.LP, Double.NaN)));
        assertEquals("The cut-off frequencies 40.0 and 20.0 Hz do not ascend. A band has a lower and a higher end. Give the lower one first in Band.of(...).",
                refusal(() -> Band.of(FilterType.BS, 40, 20)));
    }

    @Test
    void filterTypesHaveNames() {
        assertEquals(FilterType.BS, FilterType.of("bs"));
        assertEquals("There is no filter type 'notch'. The types are lp (low-pass), hp (high-pass), bp (band-pass) and bs (band-stop). Correct"
                + " FilterType.", refusal(() -> FilterType.of("notch")));
        assertEquals("bp 20.0, 40.0 Hz", Band.of(FilterType.BP, 20, 40).toString());
    }

    public static String refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
