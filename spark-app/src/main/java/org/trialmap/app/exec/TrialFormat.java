package org.trialmap.app.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.support.Reason;
import org.trialmap.trial.TrialChunk;

/** The form of the files by which a program gets a trial, {@code {trial}}, and hands its result back, {@code {out}}. */
enum TrialFormat {
    /** NumPy's: samples x channels, nothing else. */
    NPY {
        @Override
        void write(Path file, TrialChunk trial) throws IOException {
            NpyFile.write(file, trial.array());
        }

        @Override
        NdArray array(Path file) throws IOException, ProgramFailedException {
            return NpyFile.read(file);
        }
    },
    /** HDF5: the dataset {@code data} with what describes it as attributes; a result is its dataset {@code data}. */
    H5 {
        @Override
        void write(Path file, TrialChunk trial) throws IOException {
            try (Hdf5Writer writer = Hdf5Writer.create(file)) {
                Hdf5Writer.Dataset data = writer.root().dataset("data", trial.array());
                data.attribute("samplerate", NdArray.from(trial.samplerateHz()));
                data.attribute("offset", NdArray.from(trial.offset()));
                data.attribute("trial", NdArray.from(trial.trial()));
                writer.root().dataset("channel", NdArray.from(trial.channelNames().toArray(String[]::new)));
            }
        }

        @Override
        NdArray array(Path file) throws IOException {
            try (Hdf5File hdf5 = Hdf5File.open(file)) {
                return hdf5.dataset("/data").read();
            }
        }
    };

    /** Samples x channels, in the recording's type. */
    abstract void write(Path file, TrialChunk trial) throws IOException;

    abstract NdArray array(Path file) throws IOException, ProgramFailedException;

    /** What a program has written. */
    NdArray result(Path file) throws ProgramFailedException {
        if (!Files.isRegularFile(file)) {
            throw new ProgramFailedException("it has not written its result to {out}, " + file + ". Save it under that path, or leave {out} out and print the result.");
        }
        try {
            return array(file);
        } catch (IOException e) {
            throw new ProgramFailedException("its result " + file.getFileName() + " cannot be read: " + Reason.of(e));
        }
    }

    String ending() {
        return "." + this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
