package org.trialmap.analysis;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.signal.spectrum.SlidingWindow;
import org.trialmap.signal.spectrum.Tapers;
import org.trialmap.signal.spectrum.Windows;

/** What trials are multiplied with before they are transformed. */
public sealed interface Taper extends Serializable {
    /** One window of SciPy's, by its name and parameters ({@code taper}, {@code taper_opt}). */
    static Taper window(String name, Map<String, Double> parameters) {
        return new Window(name, parameters);
    }

    /**
     * Slepian tapers of a half bandwidth in Hz ({@code tapsmofrq}); as many as it takes (0), or {@code nTaper}.
     */
    static Taper dpss(double tapsmofrqHz, int nTaper) {
        return new Slepians(tapsmofrqHz, nTaper);
    }

    /** Tapers x samples, scaled as Syncopy's spectra have them, for trials of that length. */
    double[][] tapers(int samples, int length, double meanSamples, double samplerateHz);

    /** Tapers x samples of a sliding window. */
    double[][] tapers(SlidingWindow window);

    /** How many there are. */
    int count(double meanSamples, double samplerateHz);

    /** Names of the tapers. */
    List<String> names(int count);

    /** Keywords and values, as the history has them. */
    Map<String, Object> options();

    /** @hidden */
    record Window(String name, Map<String, Double> parameters) implements Taper {
        public Window {
            parameters = new TreeMap<>(parameters);
            if (name.equals("dpss")) {
                throw new IllegalArgumentException("The taper dpss was asked for without its width. Slepian tapers are chosen by their half bandwidth. Give "
                        + Setting.TAPSMOFRQ + " instead.");
            }
            Windows.symmetric(name, 3, parameters); // says what is wrong with name or parameters
        }

        @Override
        public double[][] tapers(int samples, int length, double meanSamples, double samplerateHz) {
            return Tapers.window(name, samples, length, parameters);
        }

        @Override
        public double[][] tapers(SlidingWindow window) {
            return window.taper(name, parameters);
        }

        @Override
        public int count(double meanSamples, double samplerateHz) {
            return 1;
        }

        @Override
        public List<String> names(int count) {
            return List.of(name);
        }

        @Override
        public Map<String, Object> options() {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("taper", name);
            options.put("taper_opt", parameters.isEmpty() ? null : parameters);
            options.put("tapsmofrq", null);
            options.put("nTaper", null);
            return options;
        }
    }

    /** @hidden */
    record Slepians(double tapsmofrqHz, int nTaper) implements Taper {
        public Slepians {
            if (!(tapsmofrqHz > 0 && tapsmofrqHz < Double.POSITIVE_INFINITY) || nTaper < 0) {
                throw new IllegalArgumentException("Slepian tapers of a half bandwidth of " + tapsmofrqHz + " Hz" + (nTaper == 0 ? "" : ", " + nTaper + " of them,")
                        + " cannot be made. Both numbers must be positive. Correct " + Setting.TAPSMOFRQ
                        + " and " + Setting.NTAPER + ".");
            }
        }

        private Tapers.Slepian slepian(double meanSamples, double samplerateHz) {
            Tapers.Slepian rule = Tapers.Slepian.ofHalfBandwidthHz(tapsmofrqHz, meanSamples, samplerateHz);
            return new Tapers.Slepian(rule.nw(), nTaper == 0 ? rule.count() : nTaper);
        }

        /** Throws if so many tapers are more numbers than an array holds: they are computed in one. */
        private static Tapers.Slepian checked(Tapers.Slepian slepian, int samples) {
            if ((long) slepian.count() * (samples + 1) > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(slepian.count() + " Slepian tapers of " + samples + " samples were asked for, more numbers than the "
                        + (Integer.MAX_VALUE - 8) + " that one array in memory holds. Choose a smaller half bandwidth with " + Setting.TAPSMOFRQ + ", fewer"
                        + " tapers with " + Setting.NTAPER + ", or shorter trials or windows.");
            }
            return slepian;
        }

        @Override
        public double[][] tapers(int samples, int length, double meanSamples, double samplerateHz) {
            return Tapers.slepian(samples, length, checked(slepian(meanSamples, samplerateHz), samples));
        }

        @Override
        public double[][] tapers(SlidingWindow window) {
            checked(slepian(window.samples(), window.samplerateHz()), window.samples());
            return window.slepian(tapsmofrqHz, nTaper);
        }

        @Override
        public int count(double meanSamples, double samplerateHz) {
            return slepian(meanSamples, samplerateHz).count();
        }

        @Override
        public List<String> names(int count) {
            return count == 1 ? List.of("dpss") : IntStream.rangeClosed(1, count).mapToObj(k -> "dpss" + k).toList();
        }

        @Override
        public Map<String, Object> options() {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("taper", "dpss");
            options.put("taper_opt", null);
            options.put("tapsmofrq", tapsmofrqHz);
            options.put("nTaper", nTaper == 0 ? null : nTaper);
            return options;
        }
    }
}
