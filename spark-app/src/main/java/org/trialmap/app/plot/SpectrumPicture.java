package org.trialmap.app.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.app.cli.UsageException;
import org.trialmap.picture.SpectrumDrawing;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;

/** Spectra as {@code trialmap plot} draws them without options, for reports and notebooks. What is read for it is bounded. */
public final class SpectrumPicture implements SpectrumDrawing {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 450;
    private static final long MOST_BYTES = 1 << 26;

    @Override
    public Optional<byte[]> png(SpectralData spectrum, String title) throws IOException {
        System.setProperty("java.awt.headless", "true");
        PictureFile.requireFonts();
        int all = spectrum.trials().count();
        int trials = trials(spectrum);
        String shown = trials < all ? title + ", " + trials + " of " + all + " trials" : title;
        PlotOptions wishes = new PlotOptions(shown, Optional.empty(), Optional.empty(), Optional.empty(), WIDTH, note -> {});
        try {
            SpectralData part = trials < all ? spectrum.select(Selection.all().trials(IntStream.range(0, trials).toArray())) : spectrum;
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            PictureFile.png(Spectra.of(part, wishes), png, WIDTH, HEIGHT);
            return Optional.of(png.toByteArray());
        } catch (UsageException e) { // phases, or trials without common times: a mean would say nothing
            return Optional.empty();
        }
    }

    /** How many of the first trials are read, at least one. */
    private static int trials(SpectralData spectrum) {
        long perRow = (long) spectrum.taper().size() * spectrum.freq().length * spectrum.channel().size() * spectrum.dtype().bytes();
        long bytes = 0;
        int trials = 0;
        for (; trials < spectrum.trials().count(); trials++) {
            bytes += perRow * spectrum.trials().length(trials);
            if (bytes > MOST_BYTES) {
                break;
            }
        }
        return Math.max(1, trials);
    }
}
