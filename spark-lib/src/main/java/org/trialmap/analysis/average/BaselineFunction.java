package org.trialmap.analysis.average;

import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunk;

/** The values of one trial relative to their baseline. */
record BaselineFunction(Baseline.Type type, Baseline.Times times, int tapers, double[] freq, DType dtype) implements TrialFunction {
    @Override
    public NdArray apply(TrialChunk trial) {
        double[] x = Components.of(trial);
        Baseline.Times.Rows rows = times.baseline(trial);
        int perRow = x.length / trial.samples();
        double[] mean = mean(x, rows, perRow);
        double[] scale = type == Baseline.Type.ZSCORE ? deviation(x, mean, rows, perRow) : mean;
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = value(x[i], mean[i % perRow], scale[i % perRow], trial, i % perRow);
        }
        return Components.array(dtype, result, trial.array().shape());
    }

    private static double[] mean(double[] x, Baseline.Times.Rows rows, int perRow) {
        double[] mean = new double[perRow];
        for (int row = rows.first(); row < rows.end(); row++) {
            for (int i = 0; i < perRow; i++) {
                mean[i] += x[row * perRow + i];
            }
        }
        for (int i = 0; i < perRow; i++) {
            mean[i] /= rows.count();
        }
        return mean;
    }

    private static double[] deviation(double[] x, double[] mean, Baseline.Times.Rows rows, int perRow) {
        double[] deviation = new double[perRow];
        for (int row = rows.first(); row < rows.end(); row++) {
            for (int i = 0; i < perRow; i++) {
                double apart = x[row * perRow + i] - mean[i];
                deviation[i] += apart * apart;
            }
        }
        for (int i = 0; i < perRow; i++) {
            deviation[i] = Math.sqrt(deviation[i] / rows.count());
        }
        return deviation;
    }

    private double value(double x, double mean, double scale, TrialChunk trial, int i) {
        if (scale == 0 && type != Baseline.Type.ABSOLUTE) {
            throw refused(trial, i, type == Baseline.Type.ZSCORE ? "does not vary: its standard deviation is 0" : "has the mean 0");
        }
        if (type == Baseline.Type.DB && !(x / mean > 0) && !Double.isNaN(x / mean)) {
            throw refused(trial, i, "has the mean " + mean + ", and one of its values is " + x + ": only a positive ratio has a logarithm");
        }
        return switch (type) {
            case ABSOLUTE -> x - mean;
            case RELCHANGE -> (x - mean) / mean;
            case RELATIVE -> x / mean;
            case DB -> 10 * Math.log10(x / mean);
            case ZSCORE -> (x - mean) / scale;
        };
    }

    private IllegalArgumentException refused(TrialChunk trial, int i, String why) {
        int channels = trial.channels();
        return new IllegalArgumentException("The baseline of " + trial + " at " + freq[i / channels % freq.length] + " Hz in the channel '" + trial.channelNames().get(i % channels) + "' " + why
                + ". The baselinetype " + type + " cannot be computed there. Leave the channel out with " + Setting.CHANNELS + ", the frequency with " + Setting.FREQUENCY + ", or take "
                + Setting.BASELINETYPE_ABSOLUTE + ".");
    }
}
