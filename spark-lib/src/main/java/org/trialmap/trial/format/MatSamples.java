package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;

/**
 * Samples in arrays (channel, sample) of a file of MATLAB, one after the other.
 *
 * @param file absolute path
 * @param bytes its size
 * @param hdf5 whether it is of version 7.3
 * @param variable that has them; empty: each field of it is a variable of its own
 * @param field of the variable: an array, or a cell of arrays
 * @param ends of each array, the sample after its last one
 */
record MatSamples(String file, long bytes, boolean hdf5, String variable, String field, DType dtype, List<Long> ends) implements SampleStore {
    static MatValue struct(MatValue root, String variable) throws IOException {
        return variable.isEmpty() ? root : root.field(variable, 0).orElseThrow(() -> gone(variable));
    }

    private static IllegalStateException gone(String name) {
        return new IllegalStateException("The file of MATLAB has no '" + name + "' any more. It was replaced after the run was planned. Start the run again.");
    }

    @Override
    public long samples() {
        return ends.get(ends.size() - 1);
    }

    @Override
    public Reader open() throws IOException {
        SampleStore.requireSize(file, Files.size(InputPath.of(file)), bytes);
        MatFile mat = MatFile.open(InputPath.of(file), hdf5);
        try {
            MatValue arrays = struct(mat.root(), variable).field(field, 0).orElseThrow(() -> gone(field));
            return new ArrayReader(mat, arrays);
        } catch (IOException | RuntimeException e) {
            mat.close();
            throw e;
        }
    }

    private final class ArrayReader implements Reader {
        private final MatFile mat;
        private final MatValue arrays;

        ArrayReader(MatFile mat, MatValue arrays) {
            this.mat = mat;
            this.arrays = arrays;
        }

        @Override
        public NdArray read(long first, int count, int[] channels, NdArray room) throws IOException {
            boolean fits = room != null && room.dtype() == dtype && room.size() == count * channels.length;
            NdArray values = fits ? room.reshape(count, channels.length) : NdArray.zeros(dtype, count, channels.length);
            long begin = 0;
            for (int k = 0; k < ends.size() && begin < first + count; k++) {
                long from = Math.max(first, begin);
                int piece = (int) (Math.min(first + count, ends.get(k)) - from);
                if (piece > 0) {
                    MatValue array = arrays.kind() == MatValue.Kind.CELL ? arrays.element(k) : arrays;
                    array.read(from - begin, piece, channels, values, (int) (from - first));
                }
                begin = ends.get(k);
            }
            return values;
        }

        @Override
        public void close() throws IOException {
            mat.close();
        }
    }
}
