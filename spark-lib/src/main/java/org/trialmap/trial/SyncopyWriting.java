package org.trialmap.trial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.support.JsonFile;
import org.trialmap.trial.SyncopyContainer.Contents;
import org.trialmap.trial.SyncopyContainer.Header;
import org.trialmap.trial.SyncopyContainer.Info;
import org.trialmap.trial.SyncopyContainer.Stored;

/** Writes the two files of a container: first the HDF5 file's frame, last the header. */
record SyncopyWriting(Path file, Header header) {
    private static final Set<DType> DTYPES = Set.of(DType.FLOAT32, DType.FLOAT64, DType.COMPLEX64, DType.COMPLEX128);
    private static final int MAX_STRINGS = 4000; // 16 bytes each and 64 kB in all
    private static final int MAX_NUMBERS = 8000;
    private static final int BUFFER = 1 << 18;

    long layOut(Contents contents) throws IOException {
        check(contents);
        Hdf5Writer writer = Hdf5Writer.create(file);
        try {
            Hdf5Writer.Dataset data = writer.root().reserve("data", contents.dtype(), contents.extents());
            writer.root().dataset("trialdefinition", contents.trialdefinition());
            for (Map.Entry<String, NdArray> attribute : attributes(header).entrySet()) {
                writer.root().attribute(attribute.getKey(), attribute.getValue());
            }
            writer.close();
            return data.address();
        } catch (IOException | RuntimeException e) {
            writer.abandon();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    static Map<String, NdArray> attributes(Header header) {
        Map<String, NdArray> root = new LinkedHashMap<>();
        root.put("dimord", strings(header.dimord()));
        root.put("_version", NdArray.from(header.version()));
        root.put("_log", NdArray.from(header.log()));
        root.put("samplerate", header.samplerateHz().isPresent() ? NdArray.from(header.samplerateHz().getAsDouble()) : NdArray.from("None"));
        for (String key : header.dataclass().named()) {
            if (!key.equals("taper")) { // Syncopy keeps these in its header only
                root.put(key, header.names().containsKey(key) ? strings(header.names().get(key)) : NdArray.from("None"));
            }
        }
        if (header.dataclass().hasFrequencies()) {
            List<Double> freq = header.freq();
            root.put("freq", freq.isEmpty() ? NdArray.from("None") : freq.size() > MAX_NUMBERS ? strings(List.of(
                    freq.get(0).toString(), "...", freq.get(freq.size() - 1).toString()))
                    : NdArray.of(freq.stream().mapToDouble(Double::doubleValue).toArray(), freq.size()));
        }
        return root;
    }

    private static NdArray strings(List<String> texts) {
        List<String> kept = texts.size() <= MAX_STRINGS ? texts : List.of(texts.get(0), "...", texts.get(texts.size() - 1));
        return NdArray.of(kept.toArray(String[]::new), kept.size());
    }

    private void check(Contents contents) {
        NdArray table = contents.trialdefinition();
        long[] shape = contents.extents();
        if (header.dataclass().isTable() || !DTYPES.contains(contents.dtype())) {
            throw new IllegalArgumentException(file + " cannot be laid out for " + header.dataclass().label() + " of " + contents.dtype() + "."
                    + " Containers"
                    + " that are written in place hold float32, float64, complex64 or complex128 on axes of a known length. Convert the data.");
        }
        if (table.dtype() != DType.FLOAT64) {
            throw new IllegalArgumentException("The trial definition for " + file + " is " + table + ". Syncopy's is float64 (trial, 3 or more), and"
                    + " nothing is cast. Convert it.");
        }
        checkAxes(shape);
        TrialTable.Offsets offsets = header.dataclass() == SyncopyClass.SPECTRAL ? TrialTable.Offsets.FRACTIONAL : TrialTable.Offsets.WHOLE;
        new TrialTable("/trialdefinition of " + file, "/data", new long[] {shape[0], 1}, offsets).read(table);
    }

    /** Names and frequencies must be as many as the axis that they belong to is long. */
    private void checkAxes(long[] shape) {
        List<String> dimord = header.dimord();
        if (shape.length != dimord.size()) {
            throw new IllegalArgumentException("data for " + file + " of shape " + Shape.format(shape) + " has " + shape.length + " axes, the"
                    + " header's"
                    + " dimord " + dimord + " has " + dimord.size() + ". There must be a name for each axis. Correct the header or the shape.");
        }
        header.names().forEach((key, names) -> checkLength(shape, key, names.size()));
        if (!header.freq().isEmpty()) {
            checkLength(shape, "freq", header.freq().size());
        }
    }

    /** A column for each name, and of waveforms one for each row. */
    private void checkRows(Hdf5File hdf, long[] shape) throws IOException {
        List<String> columns = header.dimord();
        if (shape.length != 2 || shape[1] != columns.size()) {
            throw new IllegalArgumentException("data for " + file + " has the shape " + Shape.format(shape) + ", but " + header.dataclass().label() + " has a row for each and the columns " + columns
                    + ". Correct the header or the data.");
        }
        for (String name : header.dataclass().furtherDatasets()) {
            if (hdf.isDataset("/" + name)) {
                SyncopyClass.requireRows(hdf.dataset("/" + name), file.toString(), shape[0]);
            }
        }
    }

    private void checkLength(long[] shape, String axis, int entries) {
        int at = header.dimord().indexOf(axis);
        if (at < 0 || shape[at] != entries) {
            throw new IllegalArgumentException("The header for " + file + " has " + entries + " entries for '" + axis + "', but data of shape "
                    + Shape.format(shape) + " " + header.dimord() + (at < 0 ? " has no such axis" : " has " + shape[at]) + ". There must be"
                    + " one for each"
                    + " position on the axis. Correct the header or the shape.");
        }
    }

    /** The header of a file that has all of it in its own attributes and datasets. */
    static Header described(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            if (SyncopyClass.CROSS_SPECTRAL.isOf(hdf)) {
                return describedCross(hdf);
            }
        }
        SyncopyClass dataclass = SyncopyClass.ofFile(file.getFileName().toString()).orElse(SyncopyClass.ANALOG);
        boolean spectral = dataclass == SyncopyClass.SPECTRAL;
        TrialStack stack = RecordingReader.open(file.toAbsolutePath().normalize(), RecordingOptions.DEFAULT, spectral ? DataKind.SPECTRUM : DataKind.ANALOG);
        double hz = stack.source().samplerateHz();
        Header header = spectral ? Header.spectral(hz, stack.taper(), Arrays.stream(stack.freq()).boxed().toList(), stack.channel())
                : dataclass == SyncopyClass.TIME_LOCK ? Header.timeLock(hz, stack.channel()) : Header.analog(hz, stack.channel());
        List<History.Step> steps = stack.history().steps();
        return header.history(steps.isEmpty() ? "" : steps.get(steps.size() - 1).version(), stack.history());
    }

    private static Header describedCross(Hdf5File hdf) throws IOException {
        double[] freq = hdf.exists("/freq") ? hdf.dataset("/freq").read().doubles() : new double[0];
        Header header = Header.crossSpectral((Double) hdf.attribute("/", "samplerate").orElseThrow().item(), Arrays.stream(freq).boxed().toList(),
                names(hdf, "channel_i"), names(hdf, "channel_j"));
        History history = HistoryJson.of(text(hdf, "cfg"), text(hdf, "_log"), text(hdf, "_version"));
        return header.notes(numbers(hdf)).history(text(hdf, "_version"), history);
    }

    /** What a method says of the whole result: its datasets of a single number. */
    private static Map<String, Object> numbers(Hdf5File hdf) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        for (String name : hdf.names("/")) {
            if (hdf.isDataset("/" + name) && hdf.dataset("/" + name).shape().length == 0 && hdf.dataset("/" + name).read().item() instanceof Number number) {
                numbers.put(name, number);
            }
        }
        return numbers;
    }

    private static List<String> names(Hdf5File hdf, String axis) throws IOException {
        return List.of((String[]) hdf.dataset("/" + axis).read().data());
    }

    private static String text(Hdf5File hdf, String name) throws IOException {
        return hdf.attribute("/", name).map(NdArray::item).map(Object::toString).orElse("");
    }

    Path seal() throws IOException {
        Path info = SyncopyContainer.infoOf(file);
        JsonFile.create(info, SyncopyJson.of(new Info(header, stored())));
        return info;
    }

    private Stored stored() throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Hdf5File.Dataset data = hdf.dataset("/data");
            Hdf5File.Dataset trials = hdf.dataset("/trialdefinition");
            if (header.dataclass().isTable()) {
                checkRows(hdf, data.shape());
            } else {
                checkAxes(data.shape());
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true); // what was written in place must not be lost once there is a header
            }
            return new Stored(file.getFileName().toString(), data.dtype().toString(), boxed(data.shape()), data.address(), trials.dtype().toString(),
                    boxed(trials.shape()), trials.address(), sha1(file), "C", "openssl_sha1", datasets(hdf));
        }
    }

    private List<String> datasets(Hdf5File hdf) throws IOException {
        List<String> there = new ArrayList<>(List.of("data"));
        for (String name : header.dataclass().furtherDatasets()) {
            if (hdf.isDataset("/" + name)) {
                there.add(name);
            }
        }
        return there;
    }

    private static List<Long> boxed(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    static String sha1(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
