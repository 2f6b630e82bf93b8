package org.trialmap.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.format.BlockLayout;
import org.trialmap.trial.format.BlockReader;

/** Samples in a file of another format than HDF5, at places that a formula gives. */
record BlockedSource(String path, String dataset, long[] shape, BlockLayout layout, Scaling scaling, double samplerateHz) implements SampleSource {
    @Override
    public DType stored() {
        return layout.type().dtype();
    }

    @Override
    public String where() {
        return path;
    }

    @Override
    public OpenSamples open() throws IOException {
        BlockReader reader = new BlockReader(layout);
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
        FileIdentity.add(fingerprint, layout.file());
        fingerprint.add(dataset).add(shape).add(dtype().toString()).add(samplerateHz);
        scaling.fingerprint(fingerprint);
    }
}
