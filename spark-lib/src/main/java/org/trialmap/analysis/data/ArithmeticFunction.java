package org.trialmap.analysis.data;

import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.average.Components;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunk;

/**
 * Two numbers become one, for all values of a trial.
 *
 * @param number the other one, where there are no other trials
 * @param operand the other trials; may be null
 * @param dtype of the result
 */
record ArithmeticFunction(Arithmetic.Operation operation, double number, Operand operand, DType dtype) implements TrialFunction {
    @Override
    public TrialFunction forTask() {
        return operand == null ? this : new Both();
    }

    @Override
    public NdArray apply(TrialChunk trial) {
        return operand == null ? result(trial, null) : result(trial, operand.of(trial));
    }

    /** Reads the other trial once. */
    private final class Both implements TrialFunction {
        private static final long serialVersionUID = 1;
        private transient TrialChunk other;

        @Override
        public boolean isSpoilt(TrialChunk trial, NanPolicy nan) {
            other = operand.of(trial);
            boolean own = TrialFunction.super.isSpoilt(trial, nan);
            try {
                return TrialFunction.super.isSpoilt(other, nan) || own;
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Of the other trials, in " + operand.file() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public NdArray apply(TrialChunk trial) {
            TrialChunk read = other == null ? operand.of(trial) : other;
            other = null;
            return result(trial, read);
        }
    }

    private NdArray result(TrialChunk trial, TrialChunk other) {
        int width = dtype.width();
        double[] x = values(trial, width);
        double[] y = other == null ? null : values(other, width);
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i += width) {
            double re = y == null ? number : y[i];
            if (width == 1) {
                result[i] = real(x[i], re);
            } else {
                complex(x, i, re, y == null ? 0 : y[i + 1], result);
            }
            requireHeld(trial, x, y, result, i);
        }
        return Components.array(dtype, result, trial.array().shape());
    }

    /** Real ones among complex ones as such. */
    private static double[] values(TrialChunk trial, int width) {
        double[] values = Components.of(trial);
        if (width == trial.array().dtype().width()) {
            return values;
        }
        double[] complex = new double[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            complex[2 * i] = values[i];
        }
        return complex;
    }

    private double real(double x, double y) {
        return switch (operation) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
        };
    }

    private void complex(double[] x, int i, double re, double im, double[] result) {
        double a = x[i];
        double b = x[i + 1];
        switch (operation) {
            case ADD, SUBTRACT -> {
                result[i] = real(a, re);
                result[i + 1] = real(b, im);
            }
            case MULTIPLY -> {
                result[i] = a * re - b * im;
                result[i + 1] = a * im + b * re;
            }
            case DIVIDE -> {
                double square = re * re + im * im;
                result[i] = (a * re + b * im) / square;
                result[i + 1] = (b * re - a * im) / square;
            }
        }
    }

    /** Refuses what is not finite although both numbers are: a division by 0, or an overflow. */
    private void requireHeld(TrialChunk trial, double[] x, double[] y, double[] result, int i) {
        int width = dtype.width();
        if (!isFinite(result, i, width) && isFinite(x, i, width) && (y == null || isFinite(y, i, width))) {
            int value = i / width;
            String place = trial.place(value / (x.length / width / trial.samples()), value % trial.channels());
            throw new IllegalArgumentException(
                    "In " + trial + " the numbers at " + place + " are " + text(x, i) + " and " + (y == null ? Double.toString(number) : text(y, i)) + ", of which the operation "
                            + operation + " makes no finite number. Leave the trial out with " + Setting.TRIALS + ", the channel with " + Setting.CHANNELS + ", or take a window without it with "
                            + Setting.LATENCY + ".");
        }
    }

    private static boolean isFinite(double[] values, int from, int count) {
        return Double.isFinite(values[from]) && (count == 1 || Double.isFinite(values[from + 1]));
    }

    private String text(double[] values, int i) {
        return dtype.width() == 1 ? Double.toString(values[i]) : values[i] + (values[i + 1] < 0 ? " - " : " + ") + Math.abs(values[i + 1]) + "i";
    }
}
