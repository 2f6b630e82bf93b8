package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.trialmap.setting.Setting;
import org.trialmap.trial.format.ForeignRecording.Markers;
import org.trialmap.trial.format.ForeignRecording.Scale;

/** A file of nothing but samples, multiplexed, whose layout the user says. */
public final class FlatFile {
    public static final String NAME = "flat binary";

    private FlatFile() {}

    /** Throws {@link IllegalArgumentException} if the file's size is no multiple of a sample's, or the samplerate is not said. */
    public static ForeignRecording open(Path file, SampleType type, boolean bigEndian, int channels, OptionalDouble gain, OptionalDouble samplerateHz) throws IOException {
        double hz = samplerateHz.orElseThrow(() -> new IllegalArgumentException("The samplerate of " + file + " is not known: a file of nothing but samples does not say it. Time axes and"
                + " frequencies need it. Give it with " + Setting.SAMPLERATE + "."));
        BlockLayout layout = BlockLayout.multiplexed(SampleFile.of(file, type, bigEndian, 0), channels, channels);
        List<Scale> scales = gain.isPresent() ? java.util.Collections.nCopies(channels, new Scale(gain.getAsDouble(), 0)) : List.of();
        return new ForeignRecording(NAME, file, layout, ForeignRecording.numbered(channels), hz, scales, ForeignRecording.all(channels, ""), ForeignRecording.whole(layout),
                List.of(), Markers.NONE);
    }
}
