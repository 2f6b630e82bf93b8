package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.trialmap.setting.Setting;

/** A file that holds events: a recording of another format, BrainVision's markers, or a table. */
public final class EventFile {
    private EventFile() {}

    /**
     * Its events, in their order.
     *
     * @param samplerateHz of the recording that they belong to
     * @throws IllegalArgumentException if it is damaged or of no such kind
     */
    public static List<Marker> read(Path file, double samplerateHz) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + " with events. Correct " + Setting.EVENTS + ".");
        }
        if (BrainVisionFormat.isMarkerFile(file)) {
            return new BrainVisionMarkers(IniFile.read(file)).read(samplerateHz);
        }
        if (EdfFormat.isEdf(file)) {
            return EdfFormat.markers(EdfHeader.read(file));
        }
        if (SpikeGlxFormat.isSpikeGlx(file)) {
            return new SpikeGlxFormat().markers(file);
        }
        return Formats.recognise(file) ? markers(Formats.open(file, OptionalDouble.of(samplerateHz)).orElseThrow(), samplerateHz) : EventTable.read(file).markers(samplerateHz);
    }

    /** By their times, if the samples of the two recordings are counted at different rates. */
    private static List<Marker> markers(ForeignRecording other, double samplerateHz) throws IOException {
        boolean sameRate = other.samplerateHz() == samplerateHz;
        return other.markers().read().stream().map(marker -> sameRate ? marker : marker.byTime()).toList();
    }
}
