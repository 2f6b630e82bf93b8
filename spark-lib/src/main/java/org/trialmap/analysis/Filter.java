package org.trialmap.analysis;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.trialmap.setting.Setting;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.Butterworth;
import org.trialmap.signal.filter.FirKernel;
import org.trialmap.signal.filter.SosFilter;
import org.trialmap.signal.spectrum.Windows;
import org.trialmap.support.Copies;

/** The filter of {@link Preprocessing}; options by Syncopy's keywords. */
public sealed interface Filter extends Serializable {
    /** How often, and which way, a filter runs over a trial. */
    enum Direction {
        /** Once, forwards. */
        ONEPASS,
        /** Forwards, then backwards: no delay, twice the attenuation. For {@code firws}, which has no delay: twice. */
        TWOPASS,
        /** Once, with the causal kernel of the same amplitude response that delays least; {@code firws} only. */
        ONEPASS_MINPHASE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Butterworth ({@code but}) of order 4, in two passes. */
    static But but(Band band) {
        return new But(band, 4, Direction.TWOPASS);
    }

    /** Windowed sinc ({@code firws}): a hamming window, as long as the shortest trial, at most 1001 samples; in two passes, without delay. */
    static Firws firws(Band band) {
        return new Firws(band, 0, Direction.TWOPASS, "hamming");
    }

    /** Keywords and values, as the history has them; {@code shortest}: number of samples of the shortest trial. */
    Map<String, Object> options();

    /**
     * What filters samples x channels at that samplerate.
     *
     * @param shortest number of samples of the shortest trial
     */
    Pass pass(double samplerateHz, long shortest);

    /** Filters samples x channels; float32 with double arithmetic. */
    interface Pass {
        float[] apply(float[] samples, int channels);

        /** The same, to a place in a larger array. */
        default void apply(float[] samples, int channels, float[] out, int outFrom) {
            System.arraycopy(apply(samples, channels), 0, out, outFrom, samples.length);
        }

        double[] apply(double[] samples, int channels);

        /** Trials must have more samples than that. */
        default int padding() {
            return 0;
        }

        /** How many samples before and after it a sample of the result depends on, to one part in 10^9. */
        long reach();
    }

    private static Map<String, Object> options(String filterClass, Band band) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("filter_class", filterClass);
        options.put("filter_type", band.type().toString());
        options.put("freq", band.freqHz().size() == 1 ? (Object) band.freqHz().get(0) : band.freqHz());
        return options;
    }

    /** @hidden */
    record But(Band band, int order, Direction direction) implements Filter {
        public But {
            Objects.requireNonNull(band, "band");
            if (order < 1 || order > Butterworth.MAX_ORDER) {
                throw new IllegalArgumentException("A Butterworth filter of order " + order + " cannot be made. Orders from 1 to " + Butterworth.MAX_ORDER
                        + " can; higher ones lose their precision. Correct " + Setting.ORDER + ".");
            }
            if (direction == Direction.ONEPASS_MINPHASE) {
                throw new IllegalArgumentException("A Butterworth filter has no direction onepass-minphase. It runs once (onepass) or there and back"
                        + " (twopass). Correct " + Setting.DIRECTION + ", or take " + Setting.FILTER_CLASS_FIRWS + ".");
            }
        }

        public But order(int value) {
            return Copies.with(this, "order", value);
        }

        public But direction(Direction value) {
            return Copies.with(this, "direction", value);
        }

        @Override
        public Map<String, Object> options() {
            Map<String, Object> options = Filter.options("but", band);
            options.put("order", order);
            options.put("direction", direction.toString());
            options.put("window", null);
            return options;
        }

        @Override
        public Pass pass(double samplerateHz, long shortest) {
            SosFilter filter = Butterworth.design(order, band, samplerateHz);
            boolean both = direction == Direction.TWOPASS;
            return new Pass() {
                @Override
                public float[] apply(float[] samples, int channels) {
                    return both ? filter.twopass(samples, channels) : filter.onepass(samples, channels);
                }

                @Override
                public void apply(float[] samples, int channels, float[] out, int outFrom) {
                    if (both) {
                        filter.twopass(samples, channels, out, outFrom);
                    } else {
                        filter.onepass(samples, channels, out, outFrom);
                    }
                }

                @Override
                public double[] apply(double[] samples, int channels) {
                    return both ? filter.twopass(samples, channels) : filter.onepass(samples, channels);
                }

                @Override
                public int padding() {
                    return both ? filter.padding() : 0;
                }

                @Override
                public long reach() {
                    return filter.reach();
                }
            };
        }
    }

    /** @hidden order 0: the default */
    record Firws(Band band, int order, Direction direction, String window) implements Filter {
        private static final int MOST = 1000;

        public Firws {
            Objects.requireNonNull(band, "band");
            Objects.requireNonNull(direction, "direction");
            if (order != 0) {
                FirKernel.taps(order);
            }
            try {
                Windows.symmetric(window, 3, Map.of());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("A filter cannot be made with the window " + window + ". The windows of firws are those that take no parameters, as"
                        + " hamming, hann and blackman do. Correct " + Setting.WINDOW + ".", e);
            }
        }

        /** At least 1. */
        public Firws order(int value) {
            FirKernel.taps(value);
            return Copies.with(this, "order", value);
        }

        public Firws direction(Direction value) {
            return Copies.with(this, "direction", value);
        }

        public Firws window(String value) {
            return Copies.with(this, "window", value);
        }

        /** Syncopy's default order. */
        static int defaultOrder(long shortest) {
            return (int) Math.min(shortest, MOST);
        }

        @Override
        public Map<String, Object> options() {
            Map<String, Object> options = Filter.options("firws", band);
            options.put("order", order == 0 ? null : order);
            options.put("direction", direction.toString());
            options.put("window", window);
            return options;
        }

        @Override
        public Pass pass(double samplerateHz, long shortest) {
            int taps = FirKernel.taps(order == 0 ? defaultOrder(shortest) : order);
            FirKernel sinc = FirKernel.windowedSinc(Windows.symmetric(window, taps, Map.of()), band, samplerateHz);
            FirKernel kernel = direction == Direction.ONEPASS_MINPHASE ? sinc.minimumPhase() : sinc;
            boolean twice = direction == Direction.TWOPASS;
            return new Pass() {
                @Override
                public float[] apply(float[] samples, int channels) {
                    return twice ? kernel.twopass(samples, channels) : kernel.onepass(samples, channels);
                }

                @Override
                public double[] apply(double[] samples, int channels) {
                    return twice ? kernel.twopass(samples, channels) : kernel.onepass(samples, channels);
                }

                @Override
                public long reach() {
                    return kernel.reach() * (twice ? 2L : 1L);
                }
            };
        }
    }
}
