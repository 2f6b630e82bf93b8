package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** Numbers of the samples of an Open Ephys stream since its acquisition began. */
record SampleNumbers(long first) {
    /** Reads the first and the last; throws {@link IllegalArgumentException} if samples are missing between them. */
    static SampleNumbers beside(Path data, long samples) throws IOException {
        Path file = file(data.getParent());
        if (file == null) {
            return new SampleNumbers(0);
        }
        BlockLayout layout = layout(file);
        if (layout.type() != SampleType.INT64) {
            return new SampleNumbers(0); // times, not numbers
        }
        try (BlockReader reader = new BlockReader(layout)) {
            long first = ((long[]) reader.read(0, 1, new int[1], null).data())[0];
            long last = ((long[]) reader.read(layout.samples() - 1, 1, new int[1], null).data())[0];
            if (layout.samples() != samples || last - first != samples - 1) {
                throw new IllegalArgumentException(data + " has " + samples + " samples, " + file.getFileName() + " beside it has " + layout.samples() + " numbers, from " + first + " to " + last
                        + ". Samples are missing, or the files do not belong together, so where events belong is not known. Copy the folder once more; a recording with lost samples"
                        + " cannot be read.");
            }
            return new SampleNumbers(first);
        }
    }

    /** Since version 0.6 sample_numbers.npy, before that timestamps.npy; null if there is none. */
    static Path file(Path folder) {
        Path now = folder.resolve("sample_numbers.npy");
        Path before = folder.resolve("timestamps.npy");
        return Files.isRegularFile(now) ? now : Files.isRegularFile(before) ? before : null;
    }

    /** All integers of a file that NumPy saved. */
    static long[] read(Path file) throws IOException {
        BlockLayout layout = layout(file);
        try (BlockReader reader = new BlockReader(layout)) {
            NdArray numbers = reader.read(0, Math.toIntExact(layout.samples()), new int[1], null);
            long[] wide = new long[numbers.size()];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = numbers.dtype() == DType.INT64 ? ((long[]) numbers.data())[i] : numbers.dtype() == DType.INT32 ? ((int[]) numbers.data())[i] : ((short[]) numbers.data())[i];
            }
            return wide;
        }
    }

    private static BlockLayout layout(Path file) throws IOException {
        return (BlockLayout) new NpyFormat().open(file, OptionalDouble.of(1)).layout();
    }
}
