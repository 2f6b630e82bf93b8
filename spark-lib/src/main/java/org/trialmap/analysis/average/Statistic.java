package org.trialmap.analysis.average;

import java.util.Locale;
import org.trialmap.analysis.SummedMethod;

/** What is made of many numbers, over trials or along an axis: Syncopy's functions of these names. Of recordings and of spectra. */
public enum Statistic {
    /** Arithmetic mean; of complex numbers complex. */
    MEAN,
    /** Square root of the variance. */
    STD,
    /** The population's variance, divided by the number n, as NumPy's; of complex numbers that of their distance from the mean. */
    VAR,
    /** The middle one, or the mean of the two in the middle; of real numbers. */
    MEDIAN;

    /** An axis of the data. Recordings have {@link #TIME} and {@link #CHANNEL}. */
    public enum Axis {
        TIME, TAPER, FREQ, CHANNEL;

        /** As in {@code dimord} and on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Along one axis of each trial, which then has one entry. */
    public AxisStatistic over(Axis axis) {
        return new AxisStatistic(this, axis, true);
    }

    /** Over trials, of each number in them; the result is one trial. Trials that have NaN are left out as a whole. */
    public SummedMethod overTrials() {
        return new TrialsStatistic(this);
    }

    /** Inter-trial coherence of complex spectra, the modulus of the mean of {@code z / |z|} over trials, where {@code z / |z|} of several tapers are averaged, too. */
    public static SummedMethod interTrialCoherence() {
        return new InterTrialCoherence();
    }

    /** As the command and Syncopy's function are called. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
