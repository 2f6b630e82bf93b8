package org.trialmap.trial;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.task.Fingerprint;

/** Samples, or a spectrum, in a dataset of an HDF5 file. */
record Hdf5Source(String path, String dataset, long[] shape, DType stored, Scaling scaling, double samplerateHz) implements SampleSource {
    private static final int OPEN_FILES = 8;
    private static final OpenFiles<Hdf5File> FILES = new OpenFiles<>(Hdf5File::open, OPEN_FILES);

    @Override
    public OpenSamples open() throws IOException {
        OpenFiles<Hdf5File>.Lease lease = FILES.lease(InputPath.of(path));
        try {
            Hdf5File.Dataset samples = lease.file().dataset(dataset);
            checkUnchanged(samples);
            return new OpenDataset(lease, samples);
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private final class OpenDataset implements OpenSamples {
        private final OpenFiles<Hdf5File>.Lease lease;
        private final Hdf5File.Dataset samples;

        OpenDataset(OpenFiles<Hdf5File>.Lease lease, Hdf5File.Dataset samples) {
            this.lease = lease;
            this.samples = samples;
        }

        @Override
        public NdArray read(long first, int count, int[] channels, NdArray room) throws IOException {
            List<ChannelRuns.Run> runs = ChannelRuns.of(channels);
            if (runs.get(0).size() == channels.length && ascending(channels)) {
                return samples.read(region(first, count, runs.get(0)), room).reshape(count, channels.length);
            }
            NdArray values = NdArray.zeros(stored, count, channels.length);
            for (ChannelRuns.Run run : runs) {
                ChannelRuns.pick(samples.read(region(first, count, run)), run, channels, values);
            }
            return values;
        }

        @Override
        public void close() {
            lease.close();
        }
    }

    @Override
    public NdArray read(long first, int count, int[] tapers, int[] freqs, int[] channels) throws IOException {
        return FILES.with(InputPath.of(path), file -> {
            Hdf5File.Dataset spectrum = file.dataset(dataset);
            checkUnchanged(spectrum);
            return scaling.apply(new Slabs(spectrum, first, count, tapers, freqs, channels).read(), channels, null);
        });
    }

    static boolean ascending(int[] channels) {
        for (int i = 1; i < channels.length; i++) {
            if (channels[i] != channels[i - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    private Region region(long first, int count, ChannelRuns.Run run) {
        return switch (shape.length) {
            case 1 -> new Region(new long[] {first}, new long[] {count});
            case 2 -> new Region(new long[] {first, run.first()}, new long[] {count, run.size()});
            default -> new Region(new long[] {first / shape[1], first % shape[1], run.first()}, new long[] {1, count, run.size()});
        };
    }

    private void checkUnchanged(Hdf5File.Dataset samples) throws IOException {
        long[] now = samples.shape();
        if (!Arrays.equals(now, shape) || samples.dtype() != stored) {
            throw new IllegalStateException(where() + " is now " + samples.dtype() + " " + Shape.format(now) + ", it was " + stored + " "
                    + Shape.format(shape) + " when the run was planned. The file was replaced in between, so results would not belong together."
                    + " Start the run again.");
        }
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        FileIdentity.add(fingerprint, path);
        fingerprint.add(dataset).add(shape).add(dtype().toString()).add(samplerateHz);
        scaling.fingerprint(fingerprint);
    }
}
