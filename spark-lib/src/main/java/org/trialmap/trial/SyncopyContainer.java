package org.trialmap.trial;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.JsonFile;

/**
 * Syncopy's containers: an HDF5 file ({@code x.analog}, {@code x.spectral}, ...) and its header beside it, the JSON file {@code x.analog.info}, mostly in a folder {@code x.spy}. What {@link #seal} writes, {@code syncopy.load(..., checksum=True)} opens. See docs/recordings.md.
 */
public final class SyncopyContainer {
    static final String INFO = ".info";

    private SyncopyContainer() {}

    /**
     * What the data are.
     *
     * @param dimord the axes of {@code data}, for events the columns
     * @param samplerateHz samples per second; empty if the container does not say
     * @param names names by key: {@code channel}, {@code taper}, {@code unit}, {@code channel_i}, {@code channel_j}; keys without names are left out
     * @param freq frequencies in Hz, empty without that axis
     * @param version of the program that wrote it
     * @param log the history as text
     * @param cfg the history as options, JSON values
     * @param info free notes, JSON values
     */
    public record Header(SyncopyClass dataclass, List<String> dimord, OptionalDouble samplerateHz, Map<String, List<String>> names, List<Double> freq,
            String version, String log, Map<String, Object> cfg, Map<String, Object> info) {
        /** Throws {@link IllegalArgumentException} for an impossible samplerate, names that the class does not have and frequencies without axis. */
        public Header {
            dimord = List.copyOf(dimord);
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
            freq = List.copyOf(freq);
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(log, "log");
            cfg = Collections.unmodifiableMap(new LinkedHashMap<>(cfg));
            info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
            if (samplerateHz.isPresent() && !RecordingOptions.isSamplerate(samplerateHz.getAsDouble())) {
                throw new IllegalArgumentException("The samplerate " + samplerateHz.getAsDouble() + " Hz of a Syncopy header is not possible. It must be a positive, finite number. Correct it.");
            }
            List<String> foreign = new ArrayList<>(names.keySet());
            foreign.removeAll(dataclass.named());
            if (!freq.isEmpty() && !dataclass.hasFrequencies()) {
                foreign.add("freq");
            }
            if (!foreign.isEmpty()) {
                throw new IllegalArgumentException("A Syncopy header of " + dataclass.label() + " has no '" + String.join("', '", foreign) + "'. Its keys are " + dataclass.named()
                        + (dataclass.hasFrequencies() ? " and freq" : "") + ". Leave out the others.");
            }
        }

        /** AnalogData: time x channel. Without history; add it with {@link #history}. */
        public static Header analog(double samplerateHz, List<String> channel) {
            return new Header(SyncopyClass.ANALOG, SyncopyClass.ANALOG.dimord(), OptionalDouble.of(samplerateHz), Map.of("channel",
                    List.copyOf(channel)), List.of(), "", "", Map.of(), Map.of());
        }

        /** TimeLockData: time x channel, all trials at the same times. Without history; add it with {@link #history}. */
        public static Header timeLock(double samplerateHz, List<String> channel) {
            return new Header(SyncopyClass.TIME_LOCK, SyncopyClass.TIME_LOCK.dimord(), OptionalDouble.of(samplerateHz), Map.of("channel", List.copyOf(channel)), List.of(), "", "",
                    Map.of(), Map.of());
        }

        /** SpectralData: time x taper x freq x channel; frequencies in Hz. Without history; add it with {@link #history}. */
        public static Header spectral(double samplerateHz, List<String> taper, List<Double> freq, List<String> channel) {
            Map<String, List<String>> names = new LinkedHashMap<>();
            names.put("channel", List.copyOf(channel));
            names.put("taper", List.copyOf(taper));
            return new Header(SyncopyClass.SPECTRAL, SyncopyClass.SPECTRAL.dimord(), OptionalDouble.of(samplerateHz), names, freq, "", "", Map.of(),
                    Map.of());
        }

        /** CrossSpectralData: time x freq x channel_i x channel_j; frequencies in Hz, none for data over lags. Without history; add it with {@link #history}. */
        public static Header crossSpectral(double samplerateHz, List<Double> freq, List<String> channelI, List<String> channelJ) {
            Map<String, List<String>> names = new LinkedHashMap<>();
            names.put("channel_i", List.copyOf(channelI));
            names.put("channel_j", List.copyOf(channelJ));
            return new Header(SyncopyClass.CROSS_SPECTRAL, SyncopyClass.CROSS_SPECTRAL.dimord(), OptionalDouble.of(samplerateHz), names, freq, "", "", Map.of(),
                    Map.of());
        }

        /** This header with other free notes, JSON values. */
        public Header notes(Map<String, Object> newInfo) {
            return new Header(dataclass, dimord, samplerateHz, names, freq, version, log, cfg, newInfo);
        }

        /** This header with another history: the writing program's version, the log as text, the options as JSON values. */
        public Header history(String newVersion, String newLog, Map<String, Object> newCfg) {
            return new Header(dataclass, dimord, samplerateHz, names, freq, newVersion, newLog, newCfg, info);
        }

        /** This header with a chain of steps: its text as the log, its JSON in {@code cfg} under the key {@code trialmap}. */
        public Header history(String newVersion, History steps) {
            return history(newVersion, steps.text(), steps.cfg());
        }
    }

    /**
     * What the header says of the HDF5 file.
     *
     * @param filename without folder, as it was when it was written
     * @param dataDtype NumPy's name; Syncopy's own files have type, shape and offset of their last dataset here
     * @param dataOffset file offset of {@code data} in bytes; empty if it is chunked
     * @param trlOffset file offset of {@code trialdefinition}; empty if it is chunked, as in Syncopy's own files
     * @param fileChecksum hexadecimal
     * @param datasets what belongs to the container beside {@code trialdefinition}
     */
    public record Stored(String filename, String dataDtype, List<Long> dataShape, OptionalLong dataOffset, String trlDtype, List<Long> trlShape,
            OptionalLong trlOffset, String fileChecksum, String order, String checksumAlgorithm, List<String> datasets) {
        public Stored {
            dataShape = List.copyOf(dataShape);
            trlShape = List.copyOf(trlShape);
            datasets = List.copyOf(datasets);
        }

        /**
         * The dataset of a file that shape and type are of: {@code data}, or the last one that belongs to the container, as in Syncopy's own files.
         *
         * @hidden
         */
        public Hdf5File.Dataset described(Hdf5File file) throws IOException {
            Hdf5File.Dataset data = file.dataset("/data");
            Hdf5File.Dataset last = data;
            for (String name : datasets) {
                last = file.isDataset("/" + name) ? file.dataset("/" + name) : last;
            }
            return dataShape.equals(Arrays.stream(last.shape()).boxed().toList()) && dataDtype.equals(last.dtype().toString()) ? last : data;
        }
    }

    /** All of a header file. */
    public record Info(Header header, Stored stored) {}

    /**
     * What goes into a new HDF5 file.
     *
     * @param dtype of {@code data}: float32, float64, complex64 or complex128
     * @param shape of {@code data}, in the header's {@code dimord}
     * @param trialdefinition float64 (trial, 3 or more): start, stop (excluded), offset in samples, free columns
     */
    public record Contents(DType dtype, List<Long> shape, NdArray trialdefinition) {
        public Contents {
            shape = List.copyOf(shape);
        }

        long[] extents() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }

        @Override
        public String toString() {
            return dtype + " " + Shape.format(extents());
        }
    }

    /**
     * Spikes or events as a container has them: what describes its rows.
     *
     * @param data the HDF5 file, absolute
     * @param rows how many there are, at least 1; the header's {@code dimord} names their columns
     * @param trials in samples of the recording
     * @hidden
     */
    public record Table(Path data, Header header, double samplerateHz, long rows, TrialDefinition trials, History.Input identity) {}

    /**
     * Opens spikes or events, by their file or by the folder that it is in.
     *
     * @param wanted {@link SyncopyClass#SPIKE} or {@link SyncopyClass#EVENT}
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if it is another class of data, or its two files do not agree
     * @hidden
     */
    public static Table table(Path path, RecordingOptions options, SyncopyClass wanted) throws IOException {
        return SyncopyReader.table(InputPath.of(path).toAbsolutePath().normalize(), options, wanted == SyncopyClass.SPIKE ? DataKind.SPIKES : DataKind.EVENTS);
    }

    /**
     * Reads the header of a container.
     *
     * @param path the HDF5 file or its {@code .info}
     * @throws IOException if the header is missing or not a JSON object
     * @throws IllegalArgumentException if a key is missing or has a value that it cannot have; names it
     */
    public static Info read(Path path) throws IOException {
        Path info = infoOf(dataOf(path));
        return new SyncopyJson(info).parse(JsonFile.read(info));
    }

    /** How the data of a container came about; what Syncopy did is one step {@code syncopy}, with its {@code _log} and {@code cfg}. */
    public static History history(Header header) {
        return HistoryJson.of(header);
    }

    /**
     * Reads the whole HDF5 file and compares its checksum with the one in the header. Opening does not, since files are large.
     *
     * @param path the HDF5 file or its {@code .info}
     * @throws IOException if they differ, or a file cannot be read
     * @throws IllegalArgumentException if the header is not valid or its checksum is not SHA-1
     */
    public static void verify(Path path) throws IOException {
        Path data = dataOf(path);
        Stored stored = read(data).stored();
        if (!stored.checksumAlgorithm().endsWith("sha1")) {
            throw new IllegalArgumentException("The key 'checksum_algorithm' of " + infoOf(data) + " is '" + stored.checksumAlgorithm() + "'."
                    + " Only SHA-1"
                    + " ('openssl_sha1') can be verified. Verify with the program that wrote the container, or open it without.");
        }
        String found = SyncopyWriting.sha1(data);
        if (!found.equals(stored.fileChecksum())) {
            throw new IOException(data + " has the SHA-1 " + found + ", but " + infoOf(data).getFileName() + " says"
                    + " " + stored.fileChecksum() + ". The file"
                    + " was changed after its header was written, or is damaged. Restore both files from where they come from.");
        }
    }

    /**
     * Writes a complete HDF5 file whose {@code data} reads as zeros until it is written in place: a contiguous dataset {@code data}, the
     * {@code trialdefinition} (contiguous too; Syncopy's own is chunked, which its reader does not ask for), and Syncopy's attributes. An attribute
     * beyond HDF5's 64 kB (some 4000 channels, 8000 frequencies) is cut to its first entry, "..." and the last, as Syncopy does; the header has all.
     *
     * @return file offset of the first byte of {@code data}, for {@link org.trialmap.hdf5.format.RegionWriter}
     * @throws FileAlreadyExistsException if there is anything of that name
     * @throws IllegalArgumentException if header, shape and trial definition do not fit; nothing is written then
     */
    public static long layOut(Path hdf5File, Header header, Contents contents) throws IOException {
        return new SyncopyWriting(hdf5File, header).layOut(contents);
    }

    /**
     * The attributes that Syncopy's HDF5 files have at their root. What is beyond HDF5's 64 kB is cut, see {@link #layOut}.
     */
    public static Map<String, NdArray> attributes(Header header) {
        return SyncopyWriting.attributes(header);
    }

    /**
     * Makes a container of a finished HDF5 file: forces it to the disk, computes its checksum and writes the header {@code <file>.info}, under a
     * temporary name that is renamed. Until then neither we nor Syncopy open the file; no byte of it may change afterwards.
     *
     * @return the header's path
     * @throws FileAlreadyExistsException if there is a header already
     * @throws IllegalArgumentException if header and file do not fit
     */
    public static Path seal(Path hdf5File, Header header) throws IOException {
        return new SyncopyWriting(hdf5File, header).seal();
    }

    /**
     * Makes a container of a finished HDF5 file that says all of its header itself, as the results of analyses do: samplerate, {@code channel}, for
     * spectra {@code taper} and {@code freq}, for cross-spectra {@code channel_i}, {@code channel_j} and {@code freq}, history. Replaces a header that is there. Else as {@link #seal(Path, Header)}.
     *
     * @throws IllegalArgumentException if the file has no extension of Syncopy's, or does not say all of it
     */
    public static Path seal(Path hdf5File) throws IOException {
        Header header = SyncopyWriting.described(hdf5File);
        Files.deleteIfExists(infoOf(hdf5File));
        return seal(hdf5File, header);
    }

    /**
     * The header of a finished HDF5 file that says all of it itself, as the results of analyses do, whether a header lies beside it or not.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it does not say all of it
     */
    public static Header described(Path hdf5File) throws IOException {
        return SyncopyWriting.described(hdf5File);
    }

    /** The HDF5 file, whichever of the two was named. */
    static Path dataOf(Path path) {
        Path given = InputPath.of(path);
        String name = given.getFileName().toString();
        return name.endsWith(INFO) ? given.resolveSibling(name.substring(0, name.length() - INFO.length())) : given;
    }

    static Path infoOf(Path data) {
        return data.resolveSibling(data.getFileName() + INFO);
    }
}
