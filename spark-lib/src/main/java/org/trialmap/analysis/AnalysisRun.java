package org.trialmap.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.parallel.MapHandle;
import org.trialmap.picture.ReportPicture;
import org.trialmap.store.SavedResults;
import org.trialmap.support.Reason;

/** An analysis in progress. Safe for use by several threads. */
public final class AnalysisRun {
    private static final Logger LOG = LoggerFactory.getLogger(Analysis.class);

    private final MapHandle<SavedResults> handle;
    private final Container container;

    AnalysisRun(MapHandle<SavedResults> handle, Container container) {
        this.handle = handle;
        this.container = container;
    }

    public MapHandle.Progress progress() {
        return handle.progress();
    }

    /** Stops soon. What has finished by then is kept; {@link #join} then throws. */
    public void cancel() {
        handle.cancel();
    }

    /**
     * Waits for the end and returns the result's path.
     *
     * @throws org.trialmap.parallel.MapFailedException if tasks failed or the run was stopped
     * @throws UncheckedIOException if the container cannot be completed
     */
    public Path join() {
        try (SavedResults results = handle.join()) {
            container.seal();
            ReportPicture.atTheEnd(results);
            NanReport.of(results).ifPresent(text -> LOG.warn("{}: {}", container.file().path(), text));
            return container.file().path();
        } catch (IOException e) {
            throw new UncheckedIOException(Reason.of(e), e);
        }
    }

    /** For example {@code power.spy: 12 of 500 tasks finished, 0 failed}. */
    @Override
    public String toString() {
        return container.file().path().getFileName() + ": " + handle;
    }
}
