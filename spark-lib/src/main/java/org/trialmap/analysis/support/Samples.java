package org.trialmap.analysis.support;

import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.fft.Precision;
import org.trialmap.trial.TrialChunk;

/**
 * A chunk's samples in the precision that methods compute in, which is that of their results, too: float where it holds every sample, which are float32 and
 * integers of up to 16 bits, else double (uint16 is read as int32). The element type alone decides, so that a channel's result does not depend on the values
 * of the others.
 */
public final class Samples {
    private Samples() {}

    /** Element type of results: float32 of samples that a float holds exactly, else float64. */
    public static DType result(DType recording) {
        return isDouble(recording) ? DType.FLOAT64 : DType.FLOAT32;
    }

    public static DType complex(DType recording) {
        return isDouble(recording) ? DType.COMPLEX128 : DType.COMPLEX64;
    }

    /** Element type of real results of samples, or of complex values. */
    public static DType real(DType given) {
        return given == DType.COMPLEX64 ? DType.FLOAT32 : given == DType.COMPLEX128 ? DType.FLOAT64 : result(given);
    }

    private static boolean isDouble(DType recording) {
        return switch (recording) {
            case FLOAT32, INT8, INT16 -> false;
            default -> true;
        };
    }

    public static boolean areDouble(TrialChunk trial) {
        return isDouble(trial.array().dtype());
    }

    /** Where they are not double. */
    public static float[] floats(TrialChunk trial) {
        NdArray array = trial.array();
        if (array.data() instanceof float[] floats) {
            return floats;
        }
        if (array.data() instanceof short[] shorts) {
            float[] floats = new float[shorts.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = shorts[i];
            }
            return floats;
        }
        return Precision.narrow(trial.doubles());
    }

    /** What was computed in double, in the type that the trial's results have; takes over the array. */
    public static NdArray result(TrialChunk trial, double[] values, boolean complex, int... shape) {
        DType given = trial.array().dtype();
        return array(complex ? complex(given) : result(given), values, shape);
    }

    /**
     * What was computed in double, complex numbers as real and imaginary parts in turn; takes over the array.
     *
     * @param dtype float32 or float64, or the complex type of these
     */
    public static NdArray array(DType dtype, double[] values, int... shape) {
        return switch (dtype) {
            case FLOAT64 -> NdArray.of(values, shape);
            case COMPLEX128 -> NdArray.complex(values, shape);
            case COMPLEX64 -> NdArray.complex(Precision.narrow(values), shape);
            default -> NdArray.of(Precision.narrow(values), shape);
        };
    }

    /** Some values into an array of floats, rounded, or doubles. */
    public static void put(double[] values, int from, int count, Object array, int to) {
        if (array instanceof float[] floats) {
            for (int i = 0; i < count; i++) {
                floats[to + i] = (float) values[from + i];
            }
        } else {
            System.arraycopy(values, from, (double[]) array, to, count);
        }
    }
}
