package org.trialmap.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.store.RunState;
import org.trialmap.store.SavedResults;
import org.trialmap.store.run.PastRun;
import org.trialmap.support.Reason;
import org.trialmap.task.RunSummary;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.SpectralData;

/**
 * The picture in the report of a run whose result is a spectrum.
 *
 * @hidden
 */
public final class ReportPicture {
    private static final Logger LOG = LoggerFactory.getLogger(ReportPicture.class);
    private static final int LONG_SECONDS = 30;

    private ReportPicture() {}

    /** Puts it into the report of a long run. The results do not depend on it, so where it cannot be drawn the report stays as it is. */
    public static void atTheEnd(SavedResults results) {
        Path result = results.container();
        if (results.summary().filter(ReportPicture::isLong).isEmpty()) {
            return;
        }
        try {
            for (PastRun run : PastRun.in(result)) {
                if (Files.exists(run.reportFile())) {
                    into(run);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The report of {} has no picture: {}", result, Reason.of(e));
        }
    }

    /** Drawing takes a second or two; of shorter runs it is drawn when somebody asks for the report. */
    static boolean isLong(RunSummary summary) {
        return summary.wallSeconds() >= LONG_SECONDS;
    }

    /** Puts it into the report of a run that has one. */
    public static void into(PastRun run) throws IOException {
        if (run.state() != RunState.COMPLETE && run.state() != RunState.INCOMPLETE) {
            return;
        }
        Optional<SpectrumDrawing> drawing = SpectrumDrawing.find();
        if (drawing.isPresent() && SpectralData.isSpectrum(run.container(), RecordingOptions.DEFAULT)) {
            Optional<byte[]> png = drawing.get().png(SpectralData.open(run.container()), run.container().getFileName().toString());
            if (png.isPresent()) {
                run.illustrate(png.get());
            }
        }
    }
}
