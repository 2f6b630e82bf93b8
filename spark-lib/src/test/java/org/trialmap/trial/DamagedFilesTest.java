package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut off, and trial definitions that cannot be: every reader says the same, naming the file and the trial. */
class DamagedFilesTest {
    @TempDir
    Path folder;

    /** Opens something. */
    private interface Reader {
        Object open(Path path) throws IOException;
    }

    private void refuses(Reader reader, Path path, String text) {
        assertEquals(text, assertThrows(Exception.class, () -> reader.open(path)).getMessage().replace(folder.toString(), "F"));
    }

    private void allRefuse(String name, String text) {
        Path file = folder.resolve(name);
        List<Reader> readers = name.endsWith(".spectral") ? List.of(SpectralData::open) : List.of(Recording::open, AnalogData::open);
        readers.forEach(reader -> refuses(reader, file, text.replace("NAME", name)));
    }

    private void save(String name, String file, String header) {
        if (name.endsWith(".spectral")) {
            SyncopyFiles.saveSpectral(folder, name, "", file.isEmpty() ? header : header + "\nwith h5py.File(folder + name, 'r+') as f:\n    " + file);
        } else {
            SyncopyFiles.save(folder, name, file, header);
        }
    }

    private static void cut(Path file, int bytes) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.analog", "x.spectral"})
    void saysThatTheDataAreCutOff(String name) throws Exception {
        save(name, "", "");
        Path file = folder.resolve(name);
        int size = (int) Files.size(file);
        for (int bytes : new int[] {size - 1, size / 2, 2048}) {
            cut(file, bytes);
            allRefuse(name, "Cannot open 'F/NAME': it is truncated: it has " + bytes + " bytes, its header says " + size + ". A copy was interrupted, or the disk"
                    + " was full. Copy or write it again.");
        }
        cut(file, 20);
        allRefuse(name, "Cannot open 'F/NAME': it is cut off after 20 bytes, within the first header. Copy or write it again.");
        cut(file, 0);
        allRefuse(name, "Cannot open 'F/NAME': it is empty (0 bytes), nothing was ever written to it. Write it again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.analog", "x.spectral"})
    void saysThatTheHeaderIsCutOff(String name) throws Exception {
        save(name, "", "");
        Path info = folder.resolve(name + ".info");
        byte[] all = Files.readAllBytes(info);
        for (int bytes : new int[] {0, all.length / 2, all.length - 1}) {
            Files.write(info, Arrays.copyOf(all, bytes));
            int line = 1 + (int) new String(all, 0, bytes, StandardCharsets.US_ASCII).chars().filter(c -> c == '\n').count();
            allRefuse(name, "Cannot read 'F/NAME.info' (" + bytes + " bytes): it is not a JSON object at line " + line + ". It is damaged, or writing it was"
                    + " interrupted. Restore the file, or write it again.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.analog", "x.spectral"})
    void saysThatTheDataAreMissing(String name) {
        save(name, "del f['data']", "");
        allRefuse(name, "F/NAME has no dataset /data; it holds trialdefinition. Every Syncopy container has /data and /trialdefinition. Restore the file, or"
                + " save the data once more.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x.analog | 121 | goes from sample 90 to 121 (excluded), but /data has the samples 0 to 119. A trial must lie inside the data; nothing is cut or padded."
                + " Correct the file, or read the dataset that the trials were defined for with dataset(...).",
        "x.spectral | 10 | goes from sample 6 to 10 (excluded), but /data has the samples 0 to 8. A trial must lie inside the data; nothing is cut or padded."
                + " Correct the file, or read the dataset that the trials were defined for with dataset(...).",
        "x.analog | 90 | goes from sample 90 to 90, so it has no samples. The stop is excluded and must be greater than the start. Correct the file.",
        "x.spectral | 2 | goes from sample 6 to 2, so it has no samples. The stop is excluded and must be greater than the start. Correct the file.",
        "x.analog | np.nan | has the stop NaN. Trials are cut at samples, so it must be a whole number of samples; nothing is rounded. Correct the file: times"
                + " in seconds must be multiplied by the samplerate.",
        "x.spectral | np.inf | has the stop Infinity. Trials are cut at samples, so it must be a whole number of samples; nothing is rounded. Correct the file:"
                + " times in seconds must be multiplied by the samplerate."})
    void namesTheTrialThatCannotBe(String name, String stop, String text) {
        save(name, "f['trialdefinition'][2, 1] = " + stop, "");
        allRefuse(name, "Trial 2 in /trialdefinition of F/NAME " + text);
    }
}
