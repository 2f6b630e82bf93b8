package org.trialmap.app.analysis;

import java.util.List;
import java.util.Stack;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.MtmConvolAnalysis;
import org.trialmap.analysis.SuperletAnalysis;
import org.trialmap.analysis.WaveletAnalysis;
import org.trialmap.analysis.WelchAnalysis;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.spectrum.WaveletScale;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Keywords of the methods of {@code freqanalysis} that have windows or wavelets. */
final class TimeFrequencyFlags {
    /** Empty: all. */
    @Option(names = "--toi", arity = "1..*", parameterConsumer = Times.class, paramLabel = "all|SHARE|S,S,...", hideParamSyntax = true, description = "all: at"
            + " every sample; one number: the share that windows overlap; several: times in seconds (default: all; welch 0.5).")
    private List<Double> toi;

    @Option(names = "--t-ftimwin", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "S", description = "mtmconvol, welch: length of the windows in seconds.")
    private Double window;

    @Option(names = "--wavelet", paramLabel = "Morlet", description = "wavelet: Morlet's (default).")
    private String wavelet;

    @Option(names = "--width", paramLabel = "W", description = "wavelet: its width (default: 6).")
    private Double width;

    @Option(names = "--order-max", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "superlet: the highest order.")
    private Integer orderMax;

    @Option(names = "--order-min", paramLabel = "N", description = "superlet: the lowest order (default: 1).")
    private int orderMin = 1;

    @Option(names = "--c-1", paramLabel = "N", description = "superlet: cycles of the first order (default: 3).")
    private int cycles = 3;

    @Option(names = "--adaptive", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "superlet: orders grow with the"
            + " frequency (default: false).")
    private boolean adaptive;

    @Option(names = "--compat", paramLabel = "amplitude|syncopy", converter = AnalysisConverters.Scales.class, description = "wavelet, superlet: a cosine of amplitude A has"
            + " the modulus A, or Syncopy's scale (default: amplitude).")
    private WaveletScale compat = WaveletScale.AMPLITUDE;

    MtmConvolAnalysis mtmconvol() {
        return FreqAnalysis.mtmconvol(window()).toi(toi());
    }

    WelchAnalysis welch() {
        if (toi != null && toi.size() != 1) {
            throw new UsageException("Welch's method was asked for with " + (toi.isEmpty() ? "all" : toi.size()) + " times (--toi). Its windows follow one"
                    + " another; their mean has no time. Give the share that they overlap, --toi 0.5, or leave it out.");
        }
        WelchAnalysis welch = FreqAnalysis.welch(window());
        return toi == null ? welch : welch.toi(toi.get(0));
    }

    WaveletAnalysis wavelets() {
        if (wavelet != null && !wavelet.equals("Morlet")) {
            throw new UsageException("There is no wavelet " + QuotedText.of(wavelet) + ". Of Syncopy's wavelets there is Morlet. Correct --wavelet, or leave"
                    + " it out.");
        }
        WaveletAnalysis morlet = FreqAnalysis.wavelet().compat(compat).toi(toi());
        return width == null ? morlet : morlet.width(width);
    }

    SuperletAnalysis superlets() {
        return FreqAnalysis.superlet(needed("--order-max N", orderMax)).orderMin(orderMin).c1(cycles).adaptive(adaptive).compat(compat).toi(toi());
    }

    private double window() {
        return needed("--t-ftimwin SECONDS", window);
    }

    private Toi toi() {
        return toi == null || toi.isEmpty() ? Toi.all() : toi.size() == 1 ? Toi.overlap(toi.get(0)) : Toi.times(toi.toArray(Double[]::new));
    }

    /** Numbers, or the word all, which is something else than nothing. */
    static final class Times implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
            if (!words.isEmpty() && words.peek().equals("all") && argument.getValue() == null) {
                words.pop();
                argument.setValue(List.of());
            } else {
                new NumberList().consumeParameters(words, argument, command);
            }
        }
    }

    private static <T> T needed(String option, T value) {
        if (value == null) {
            throw new UsageException(option.replaceFirst(" .*", "") + " is not given, and this method has no default for it. Add " + option + ".");
        }
        return value;
    }
}
