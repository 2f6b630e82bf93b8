package org.trialmap.signal.spectrum;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Window functions with the names, parameters and values of SciPy's {@code signal.windows}; not scaled. Parameters are given by SciPy's names:
 * {@code chebwin} at, {@code gaussian} std, {@code general_gaussian} p and sig, {@code general_hamming} alpha, {@code kaiser} and
 * {@code kaiser_bessel_derived} beta, {@code taylor} nbar (4) and sll (30), {@code tukey} alpha (0.5). Slepian tapers: {@link Tapers#slepian}.
 */
public final class Windows {
    private static final Map<String, Parameters> KNOWN = known();

    /** Names and, where there are any, default values. */
    private record Parameters(Set<String> names, Map<String, Double> defaults) {
        static final Parameters NONE = new Parameters(Set.of(), Map.of());

        static Parameters needed(String... names) {
            return new Parameters(new TreeSet<>(Set.of(names)), Map.of());
        }

        static Parameters optional(Map<String, Double> defaults) {
            return new Parameters(new TreeSet<>(defaults.keySet()), defaults);
        }
    }

    private Windows() {}

    private static Map<String, Parameters> known() {
        Map<String, Parameters> known = new TreeMap<>();
        for (String name : new String[] {"barthann", "bartlett", "blackman", "blackmanharris", "bohman", "boxcar", "cosine",
            "flattop", "hamming", "hann", "lanczos",
            "nuttall", "parzen", "triang"}) {
            known.put(name, Parameters.NONE);
        }
        known.put("chebwin", Parameters.needed("at"));
        known.put("gaussian", Parameters.needed("std"));
        known.put("general_gaussian", Parameters.needed("p", "sig"));
        known.put("general_hamming", Parameters.needed("alpha"));
        known.put("kaiser", Parameters.needed("beta"));
        known.put("kaiser_bessel_derived", Parameters.needed("beta"));
        known.put("taylor", Parameters.optional(Map.of("nbar", 4.0, "sll", 30.0)));
        known.put("tukey", Parameters.optional(Map.of("alpha", 0.5)));
        return Collections.unmodifiableMap(known);
    }

    /** The windows that there are, in alphabetical order. */
    public static Set<String> names() {
        return KNOWN.keySet();
    }

    /**
     * A symmetric window, for spectra and filters (SciPy's {@code sym=True}).
     *
     * @throws IllegalArgumentException for a name or parameter that there is not, a parameter that is missing, or a length below 1
     */
    public static double[] symmetric(String name, int length, Map<String, Double> parameters) {
        Map<String, Double> complete = complete(name, parameters);
        if (length < 1) {
            throw new IllegalArgumentException(
                    "A window " + name + " of " + length + " samples was asked for. It needs at least 1. Choose a longer window.");
        }
        if (name.equals("kaiser_bessel_derived") && length % 2 != 0) {
            throw new IllegalArgumentException(
                    "A window kaiser_bessel_derived of " + length + " samples was asked for. It exists for even lengths only. Choose"
                            + " an even length or the window kaiser.");
        }
        return length == 1 ? new double[] {1} : WindowsFormulas.compute(name, length, complete);
    }

    /**
     * A periodic window, one period of a sequence that goes on (SciPy's {@code sym=False}): the symmetric one of length + 1 without its
     * last value.
     */
    static double[] periodic(String name, int length, Map<String, Double> parameters) {
        if (name.equals("kaiser_bessel_derived")) {
            throw new IllegalArgumentException(
                    "A periodic window kaiser_bessel_derived was asked for. It exists in its symmetric form only. Choose the window kaiser.");
        }
        if (length <= 1) {
            return symmetric(name, length, parameters);
        }
        return java.util.Arrays.copyOf(symmetric(name, length + 1, parameters), length);
    }

    private static Map<String, Double> complete(String name, Map<String, Double> given) {
        Parameters parameters = KNOWN.get(name);
        if (parameters == null) {
            throw new IllegalArgumentException(
                    "There is no window " + name + ". Known are: " + String.join(", ", KNOWN.keySet()) + ". Choose one of them.");
        }
        for (String key : new TreeSet<>(given.keySet())) {
            if (!parameters.names.contains(key)) {
                throw new IllegalArgumentException("The window " + name + " has no parameter " + key + ". It takes "
                        + (parameters.names.isEmpty() ? "none" : String.join(", ", parameters.names)) + ". Leave " + key + " out.");
            }
        }
        Map<String, Double> complete = new TreeMap<>(parameters.defaults);
        complete.putAll(given);
        for (String key : parameters.names) {
            if (!complete.containsKey(key)) {
                throw new IllegalArgumentException(
                        "The window " + name + " needs its parameter " + key + ". It has no default value. Give it with the taper"
                                + " (taper_opt).");
            }
        }
        return complete;
    }
}
