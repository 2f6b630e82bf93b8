package org.trialmap.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.support.ExitThreads;
import org.trialmap.support.FileTree;
import org.trialmap.support.LocalMaster;
import org.trialmap.support.Reason;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.cross.CrossSpectralData;

/**
 * What an analysis gave, to be looked at or analysed further in the same program. It lies in a folder of temporary files ({@code java.io.tmpdir}), which is removed by {@link #close}, or else when the
 * program ends.
 */
public final class AnalysisResult implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Analysis.class);

    private final Path folder;
    private final Path path;
    private final Thread atExit;

    private AnalysisResult(Path folder, Path path, Thread atExit) {
        this.folder = folder;
        this.path = path;
        this.atExit = atExit;
    }

    static AnalysisResult of(AnalysisMethod method, ParallelMap pmap, TrialChunks trials) throws IOException {
        if (!pmap.isInProcess() && !LocalMaster.isThisMachine(pmap.master())) {
            throw new IllegalArgumentException(
                    "The result of " + method.command() + " would lie among the temporary files of this machine, which executors on others do not see. Name a file that all of them see:"
                            + " run(pmap, trials, out), and open it.");
        }
        Path folder = Files.createTempDirectory("trialmap-" + method.command() + "-");
        Thread atExit = ExitThreads.of("removes " + folder, () -> remove(folder));
        Runtime.getRuntime().addShutdownHook(atExit);
        return new AnalysisResult(folder, method.run(pmap, trials, folder.resolve(method.command() + ".spy")), atExit);
    }

    private static void remove(Path folder) {
        try {
            if (Files.exists(folder)) {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("The temporary folder {} cannot be removed: {}", folder, Reason.of(e));
        }
    }

    /** The container. */
    public Path path() {
        return path;
    }

    /**
     * Trials of time x channel.
     *
     * @throws IllegalArgumentException if the result is of another class; says how it is opened
     */
    public AnalogData analog() throws IOException {
        return AnalogData.open(path);
    }

    /**
     * Trials of time x taper x freq x channel.
     *
     * @throws IllegalArgumentException if the result is of another class; says how it is opened
     */
    public SpectralData spectral() throws IOException {
        return SpectralData.open(path);
    }

    /**
     * Trials of time x freq x channel_i x channel_j, of connectivity.
     *
     * @throws IllegalArgumentException if the result is of another class; says how it is opened
     */
    public CrossSpectralData cross() throws IOException {
        return CrossSpectralData.open(path);
    }

    /** All trials and channels, for the next analysis. Errors as for {@link #chunks(Selection)}. */
    public TrialChunks chunks() {
        return chunks(Selection.all());
    }

    /**
     * Some of the trials, channels, times and frequencies, for the next analysis.
     *
     * @throws IllegalArgumentException if something is selected that is not there, or the result is neither samples over time nor a spectrum
     */
    public TrialChunks chunks(Selection selection) {
        try {
            return SpectralData.isSpectrum(path, RecordingOptions.DEFAULT) ? SpectralData.open(path).chunks(selection) : Recording.open(path).chunks(selection);
        } catch (IOException e) {
            throw new UncheckedIOException(Reason.of(e), e);
        }
    }

    /** Removes the files. What was opened from here cannot be read any more. */
    @Override
    public void close() {
        remove(folder);
        ExitThreads.forget(atExit);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
