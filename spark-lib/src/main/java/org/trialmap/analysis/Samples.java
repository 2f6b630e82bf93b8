package org.trialmap.analysis;

import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.trial.TrialChunk;

/** A chunk's samples in the precision that methods compute in: double for float64, else float. */
final class Samples {
    private Samples() {}

    /** Element type of results: float64 for float64 recordings, else float32. */
    static DType result(DType recording) {
        return recording == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }

    static DType complex(DType recording) {
        return recording == DType.FLOAT64 ? DType.COMPLEX128 : DType.COMPLEX64;
    }

    static boolean areDouble(TrialChunk trial) {
        return trial.array().dtype() == DType.FLOAT64;
    }

    /** Integers of more than 24 bits are rounded to the nearest float. */
    static float[] floats(TrialChunk trial) {
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
        double[] doubles = trial.doubles();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
