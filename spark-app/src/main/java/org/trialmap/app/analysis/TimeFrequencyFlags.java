package org.trialmap.app.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Stack;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.MtmConvolAnalysis;
import org.trialmap.analysis.SuperletAnalysis;
import org.trialmap.analysis.WaveletAnalysis;
import org.trialmap.analysis.WelchAnalysis;
import org.trialmap.app.analysis.AnalysisConverters.WaveletName;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.UsageException;
import org.trialmap.signal.spectrum.MotherWavelet;
import org.trialmap.signal.spectrum.MotherWavelet.Family;
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

    @Option(names = "--wavelet", paramLabel = "NAME", converter = AnalysisConverters.WaveletNames.class, description = "wavelet: Morlet (default), Paul, DOG (a derivative of a"
            + " Gaussian); Ricker, Marr or Mexican_hat (DOG of order 2).")
    private WaveletName wavelet = WaveletName.MORLET;

    @Option(names = "--width", paramLabel = "W", description = "wavelet: the width of Morlet's (default: 6).")
    private Double width;

    @Option(names = "--order", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "wavelet: the order of Paul (default: 4) or DOG (default: 2).")
    private Integer order;

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
        if (order != null && wavelet != WaveletName.PAUL && wavelet != WaveletName.DOG) {
            throw new UsageException("--order is given with the wavelet " + name() + ". It belongs to Paul and DOG; Ricker, Marr and Mexican_hat are DOG of order 2, and"
                    + " Morlet's has a --width. Leave it out, or choose another --wavelet.");
        }
        if (width != null && wavelet != WaveletName.MORLET) {
            throw new UsageException("--width is given with the wavelet " + name() + ". It belongs to Morlet's; Paul and DOG have an --order. Leave it out, or choose another"
                    + " --wavelet.");
        }
        WaveletAnalysis wavelets = FreqAnalysis.wavelet().wavelet(mother()).compat(compat).toi(toi());
        return width == null ? wavelets : wavelets.width(width);
    }

    private MotherWavelet mother() {
        Family family = switch (wavelet) {
            case MORLET -> Family.MORLET;
            case PAUL -> Family.PAUL;
            case DOG, RICKER, MARR, MEXICAN_HAT -> Family.DOG;
        };
        return new MotherWavelet(family, order == null ? family.usualOrder() : order);
    }

    private String name() {
        return wavelet.name().toLowerCase(Locale.ROOT);
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
