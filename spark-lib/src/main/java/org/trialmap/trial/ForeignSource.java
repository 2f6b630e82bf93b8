package org.trialmap.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.format.SampleStore;

/** Samples in a file of another format than HDF5, wherever its format has them. */
record ForeignSource(String path, String dataset, long[] shape, SampleStore samples, Scaling scaling, double samplerateHz) implements SampleSource {
    @Override
    public DType stored() {
        return samples.dtype();
    }

    @Override
    public String where() {
        return path;
    }

    @Override
    public OpenSamples open() throws IOException {
        SampleStore.Reader reader = samples.open();
        return new OpenSamples() {
            @Override
            public NdArray read(long first, int count, int[] channels, NdArray room) throws IOException {
                return reader.read(first, count, channels, room);
            }

            @Override
            public void close() {
                try {
                    reader.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        FileIdentity.add(fingerprint, samples.file());
        fingerprint.add(dataset).add(shape).add(dtype().toString()).add(samplerateHz);
        scaling.fingerprint(fingerprint);
    }
}
