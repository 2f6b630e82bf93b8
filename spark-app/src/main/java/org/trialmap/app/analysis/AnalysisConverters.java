package org.trialmap.app.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.Resample;
import org.trialmap.analysis.spike.SpikePsth;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.spectrum.WaveletScale;
import org.trialmap.signal.statistics.ClusterStatistic;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.signal.statistics.TestStatistic;
import org.trialmap.spike.Binning;
import org.trialmap.support.Suggestions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What words mean among the analyses' options. */
final class AnalysisConverters {
    private AnalysisConverters() {}

    static final class NanPolicies implements ITypeConverter<NanPolicy> {
        @Override
        public NanPolicy convert(String text) {
            return Converters.of(NanPolicy.class, text);
        }
    }

    /** Above 0, as a number or with the unit s or ms. */
    static final class PositiveSeconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            boolean milli = text.endsWith("ms");
            String number = text.replaceFirst("\\s*m?s$", "");
            double seconds = NumberList.isNumber(number) ? NumberList.value(number) / (milli ? 1000 : 1) : Double.NaN;
            if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
                throw new TypeConversionException(QuotedText.of(text) + " is not a number of seconds above 0. Write for example 1, 0.5, 1s or 500ms.");
            }
            return seconds;
        }
    }

    static final class Detrends implements ITypeConverter<Detrend> {
        @Override
        public Detrend convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case Converters.NONE -> Detrend.NONE;
                case "0" -> Detrend.MEAN;
                case "1" -> Detrend.LINE;
                default -> throw new TypeConversionException(QuotedText.of(text) + " is not one of 0 (the mean), 1 (a line), none.");
            };
        }
    }

    /** What freqanalysis makes of complex values, or models of their power. */
    static final class Outputs implements ITypeConverter<FreqOutput> {
        @Override
        public FreqOutput convert(String text) {
            List<String> words = Arrays.stream(FreqOutput.values()).map(FreqOutput::toString).toList();
            int at = words.indexOf(text.toLowerCase(Locale.ROOT).replace('-', '_'));
            if (at < 0) {
                throw new TypeConversionException(QuotedText.of(text) + " is not one of " + String.join(", ", words) + "." + Suggestions.of(text, words));
            }
            return FreqOutput.values()[at];
        }
    }

    /** With Syncopy's other word for complex values. */
    static final class ComplexOutputs implements ITypeConverter<SpectralOutput> {
        @Override
        public SpectralOutput convert(String text) {
            return text.equalsIgnoreCase("complex") ? SpectralOutput.FOURIER : Converters.of(SpectralOutput.class, text);
        }
    }

    static final class PsthOutputs implements ITypeConverter<SpikePsth.Output> {
        @Override
        public SpikePsth.Output convert(String text) {
            return Converters.of(SpikePsth.Output.class, text);
        }
    }

    static final class Binsizes implements ITypeConverter<Binning> {
        @Override
        public Binning convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "rice" -> Binning.rice();
                case "sqrt" -> Binning.sqrt();
                default -> {
                    double seconds = NumberList.isNumber(text) ? NumberList.value(text) : 0;
                    if (!(seconds > 0)) {
                        throw new TypeConversionException(QuotedText.of(text) + " is not one of rice, sqrt, or a positive number of seconds.");
                    }
                    yield Binning.of(seconds);
                }
            };
        }
    }

    /** Whether channels are factorized all together. */
    enum GrangerKind { MULTIVARIATE, PAIRWISE }

    static final class GrangerKinds implements ITypeConverter<GrangerKind> {
        @Override
        public GrangerKind convert(String text) {
            return Converters.of(GrangerKind.class, text);
        }
    }

    static final class Directions implements ITypeConverter<Filter.Direction> {
        @Override
        public Filter.Direction convert(String text) {
            return Converters.of(Filter.Direction.class, text.replace('_', '-'));
        }
    }

    static final class FilterTypes implements ITypeConverter<FilterType> {
        @Override
        public FilterType convert(String text) {
            return Converters.of(FilterType.class, text);
        }
    }

    static final class Scales implements ITypeConverter<WaveletScale> {
        @Override
        public WaveletScale convert(String text) {
            return Converters.of(WaveletScale.class, text);
        }
    }

    /** Syncopy's names of mother wavelets; the last three are one. */
    enum WaveletName { MORLET, PAUL, DOG, RICKER, MARR, MEXICAN_HAT }

    static final class WaveletNames implements ITypeConverter<WaveletName> {
        @Override
        public WaveletName convert(String text) {
            return Converters.of(WaveletName.class, text.replace('_', '-'));
        }
    }

    static final class Statistics implements ITypeConverter<TestStatistic> {
        @Override
        public TestStatistic convert(String text) {
            return Arrays.stream(TestStatistic.values()).filter(value -> value.label().equalsIgnoreCase(text)).findFirst().orElseThrow(() -> new TypeConversionException(QuotedText.of(text)
                    + " is not one of " + String.join(", ", Arrays.stream(TestStatistic.values()).map(TestStatistic::label).toList()) + "."));
        }
    }

    /** FieldTrip's numbers. */
    static final class Tails implements ITypeConverter<Tail> {
        @Override
        public Tail convert(String text) {
            return switch (text) {
                case "-1" -> Tail.NEGATIVE;
                case "0" -> Tail.BOTH;
                case "1" -> Tail.POSITIVE;
                default -> throw new TypeConversionException(QuotedText.of(text) + " is not one of -1 (negative clusters), 0 (both), 1 (positive clusters).");
            };
        }
    }

    static final class ClusterStatistics implements ITypeConverter<ClusterStatistic> {
        @Override
        public ClusterStatistic convert(String text) {
            return Converters.of(ClusterStatistic.class, text);
        }
    }

    static final class PValueKinds implements ITypeConverter<PValues> {
        @Override
        public PValues convert(String text) {
            return Converters.of(PValues.class, text);
        }
    }

    static final class Hows implements ITypeConverter<Resample.How> {
        @Override
        public Resample.How convert(String text) {
            return Converters.of(Resample.How.class, text);
        }
    }
}
