package org.trialmap.trial;

import java.io.Serializable;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;

/**
 * How stored numbers become values: stored * factor + add.
 *
 * @param factor one number, or one per channel; empty: the stored numbers are the values
 * @param add one number, or one per channel; empty as {@code factor}
 * @param unit of the values, empty text: not known
 */
record Scaling(double[] factor, double[] add, String unit) implements Serializable {
    /** Numbers as they are stored, of which nobody knows the unit. */
    static final Scaling NONE = unscaled("");

    static Scaling unscaled(String unit) {
        return new Scaling(new double[0], new double[0], unit);
    }

    boolean scales() {
        return factor.length > 0;
    }

    Optional<String> unitName() {
        return unit.isEmpty() ? Optional.empty() : Optional.of(unit);
    }

    /** Type of the values: float32 holds all that 16 bits do; wider integers, and what was float64, are float64. */
    DType dtype(DType stored) {
        if (!scales()) {
            return stored;
        }
        return switch (stored) {
            case INT8, INT16, FLOAT32 -> DType.FLOAT32;
            default -> DType.FLOAT64;
        };
    }

    /**
     * The values, computed in double and rounded once.
     *
     * @param stored (..., channel)
     * @param channels their positions in the file
     * @param room an array whose memory may be used, or null
     */
    NdArray apply(NdArray stored, int[] channels, NdArray room) {
        if (!scales()) {
            return stored;
        }
        DType dtype = dtype(stored.dtype());
        boolean fits = room != null && room != stored && room.dtype() == dtype && room.size() == stored.size();
        NdArray values = fits ? room.reshape(stored.shape()) : NdArray.zeros(dtype, stored.shape());
        double[] gain = picked(factor, channels);
        double[] shift = picked(add, channels);
        if (values.data() instanceof float[] floats) {
            floats(stored.data(), floats, gain, shift);
        } else {
            doubles(stored.data(), (double[]) values.data(), gain, shift);
        }
        return values;
    }

    private static double[] picked(double[] perChannel, int[] channels) {
        double[] own = new double[channels.length];
        for (int c = 0; c < own.length; c++) {
            own[c] = perChannel[perChannel.length == 1 ? 0 : channels[c]];
        }
        return own;
    }

    private static void floats(Object stored, float[] values, double[] gain, double[] shift) {
        int channels = gain.length;
        for (int from = 0; from < values.length; from += channels) {
            for (int c = 0; c < channels; c++) {
                int i = from + c;
                double number = stored instanceof short[] s ? s[i] : stored instanceof float[] f ? f[i] : ((byte[]) stored)[i];
                values[i] = (float) (number * gain[c] + shift[c]);
            }
        }
    }

    private static void doubles(Object stored, double[] values, double[] gain, double[] shift) {
        int channels = gain.length;
        for (int from = 0; from < values.length; from += channels) {
            for (int c = 0; c < channels; c++) {
                int i = from + c;
                double number = stored instanceof int[] n ? n[i] : stored instanceof double[] d ? d[i] : ((long[]) stored)[i];
                values[i] = number * gain[c] + shift[c];
            }
        }
    }

    /** Nothing where numbers are taken as they are and have no unit, as in files that know of neither. */
    void fingerprint(Fingerprint fingerprint) {
        if (scales() || !unit.isEmpty()) {
            fingerprint.add("scaling").add(factor).add(add).add(unit);
        }
    }

    @Override
    public String toString() {
        return scales() ? "scaled" + (unit.isEmpty() ? "" : " to " + unit) : unit.isEmpty() ? "as stored" : unit;
    }
}
