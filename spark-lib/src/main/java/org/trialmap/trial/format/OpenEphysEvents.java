package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trialmap.support.JsonFile;

/** TTL events of an Open Ephys stream: the number of the line that rose, negative if it fell. */
record OpenEphysEvents(Path header, JsonFields stream) {
    List<Marker> markers(SampleNumbers samples, double samplerateHz) throws IOException {
        List<Marker> markers = new ArrayList<>();
        JsonFields all = new JsonFields(header, JsonFile.read(header));
        for (JsonFields source : all.fields().containsKey("events") ? all.objects("events") : List.<JsonFields>of()) {
            Path folder = header.resolveSibling("events").resolve(source.text("folder_name"));
            String own = stream.text("folder_name").replaceFirst("/$", "");
            if (!folder.normalize().toString().contains(own) || !Files.isRegularFile(folder.resolve("states.npy"))) {
                continue; // of another stream, or texts
            }
            long[] states = SampleNumbers.read(folder.resolve("states.npy"));
            long[] numbers = SampleNumbers.read(SampleNumbers.file(folder));
            for (int i = 0; i < states.length; i++) {
                long sample = numbers[i] - samples.first();
                markers.add(new Marker(sample, sample / samplerateHz, 0, Long.toString(states[i]), Map.of()));
            }
        }
        return markers;
    }
}
