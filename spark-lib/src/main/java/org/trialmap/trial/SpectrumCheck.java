package org.trialmap.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.trialmap.hdf5.Hdf5File;

/** What kind of data a file has, by names in containers and by the rank of the dataset in plain files. */
final class SpectrumCheck {
    private static final String SPECTRAL = ".spectral";
    private static final String ANALOG = ".analog";

    private SpectrumCheck() {}

    static boolean isSpectrum(Path file, String dataset) throws IOException {
        Path folder = Files.isDirectory(file) ? file : Path.of(file + ".spy");
        if (Files.isDirectory(folder)) {
            List<String> names;
            try (Stream<Path> list = Files.list(folder)) {
                names = list.map(path -> path.getFileName().toString()).toList();
            }
            return names.stream().anyMatch(name -> name.endsWith(SPECTRAL)) && names.stream().noneMatch(name -> name.endsWith(ANALOG));
        }
        String name = file.getFileName().toString().replaceFirst("\\.info$", "");
        if (name.endsWith(SPECTRAL) || name.endsWith(ANALOG)) {
            return name.endsWith(SPECTRAL);
        }
        if (Recording.isForeign(file)) {
            return false;
        }
        try (Hdf5File opened = Hdf5File.open(file)) {
            return opened.isDataset(dataset) && opened.dataset(dataset).shape().length == 4;
        }
    }
}
