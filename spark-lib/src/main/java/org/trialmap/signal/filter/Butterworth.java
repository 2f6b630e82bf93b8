package org.trialmap.signal.filter;

import org.trialmap.setting.Setting;

/** Butterworth filters, maximally flat in the pass band; recursive, so every output sample depends on all before it. */
public final class Butterworth {
    /** Highest order: beyond it a narrow band's sections lose their precision in double. */
    public static final int MAX_ORDER = 20;

    private Butterworth() {}

    /**
     * The digital filter of that order as second-order sections, as {@code scipy.signal.butter(order, freq, type, fs=samplerate, output="sos")}
     * gives them; {@code bp} and {@code bs} have twice the order.
     *
     * @throws IllegalArgumentException for an order outside 1..20 or a frequency at or above the Nyquist frequency
     */
    public static SosFilter design(int order, Band band, double samplerateHz) {
        if (order < 1 || order > MAX_ORDER) {
            throw new IllegalArgumentException("A Butterworth filter of order " + order + " cannot be made. Orders from 1 to " + MAX_ORDER
                    + " can; higher ones lose their precision. Correct " + Setting.ORDER + ".");
        }
        band.requireBelowNyquist(samplerateHz);
        double low = warped(band.lowHz(), samplerateHz);
        double high = warped(band.highHz(), samplerateHz);
        PolesZeros prototype = PolesZeros.butterworth(order);
        PolesZeros analog = switch (band.type()) {
            case LP -> prototype.lowpass(low);
            case HP -> prototype.highpass(low);
            case BP -> prototype.bandpass(Math.sqrt(low * high), high - low);
            case BS -> prototype.bandstop(Math.sqrt(low * high), high - low);
        };
        return new SosFilter(SectionPairing.sections(analog.bilinear(4)));
    }

    /** The analog frequency that the bilinear transform (at 2 samples per second) brings to this one. */
    private static double warped(double hz, double samplerateHz) {
        return 4 * StrictMath.tan(Math.PI * (2 * hz / samplerateHz) / 2);
    }
}
