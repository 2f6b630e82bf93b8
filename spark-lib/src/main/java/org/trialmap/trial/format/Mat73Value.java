package org.trialmap.trial.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.Hdf5File;

/**
 * A value in a file of version 7.3. Its axes are the other way round there: MATLAB's first one is the last. Cells, and fields of structs with several elements, are
 * datasets of references; texts are numbers of 16 bits; what is empty has its extents as values.
 *
 * @param type the attribute MATLAB_class; empty text if there is none
 */
record Mat73Value(Mat73File mat, String path, String type) implements MatValue {
    private static final String CLASS = "MATLAB_class";
    private static final String UNREADABLE = "uint64";
    private static final List<String> NUMERIC = List.of("double", "single", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", UNREADABLE, "logical");

    private static Mat73Value of(Mat73File mat, String path) throws IOException {
        Optional<NdArray> type = mat.file().attribute(path, CLASS).filter(value -> value.dtype() == DType.STRING && value.size() == 1);
        return new Mat73Value(mat, path, type.map(value -> ((String[]) value.data())[0]).orElse("unknown"));
    }

    @Override
    public Kind kind() {
        return NUMERIC.contains(type) ? Kind.NUMBERS : switch (type) {
            case "char" -> Kind.TEXT;
            case "cell" -> Kind.CELL;
            case "struct" -> Kind.STRUCT;
            default -> Kind.OTHER;
        };
    }

    /** Without extents, if the dataset cannot be opened. */
    @Override
    public String describe() throws IOException {
        return type.equals(UNREADABLE) ? type : MatValue.super.describe();
    }

    private boolean isEmpty() throws IOException {
        return mat.file().attribute(path, "MATLAB_empty").isPresent();
    }

    @Override
    public long[] dims() throws IOException {
        if (isEmpty()) {
            return new long[2];
        }
        if (kind() == Kind.STRUCT) {
            return new long[] {1, elements()};
        }
        long[] shape = kind() == Kind.CELL ? new long[] {mat.references(path).size(), 1} : mat.file().dataset(path).shape();
        long[] dims = new long[Math.max(2, shape.length)];
        Arrays.setAll(dims, axis -> axis < shape.length ? shape[shape.length - 1 - axis] : 1);
        return dims;
    }

    /** Of a struct: those of its fields, if these are references without a class of their own. */
    private long elements() throws IOException {
        for (String name : fields()) {
            String field = child(name);
            if (isList(field)) {
                return mat.references(field).size();
            }
        }
        return 1;
    }

    private boolean isList(String field) throws IOException {
        return mat.file().isDataset(field) && mat.file().attribute(field, CLASS).isEmpty();
    }

    private String child(String name) {
        return path.equals("/") ? "/" + name : path + "/" + name;
    }

    @Override
    public List<String> fields() throws IOException {
        return mat.file().isGroup(path) ? mat.file().names(path).stream().filter(name -> !name.startsWith("#")).toList() : List.of();
    }

    @Override
    public Optional<MatValue> field(String name, int element) throws IOException {
        String field = child(name);
        if (!mat.file().isGroup(path) || !mat.file().exists(field)) {
            return Optional.empty();
        }
        return Optional.of(of(mat, isList(field) ? mat.references(field).get(element) : field));
    }

    @Override
    public MatValue element(int position) throws IOException {
        return of(mat, mat.references(path).get(position));
    }

    @Override
    public String text() throws IOException {
        if (isEmpty()) {
            return "";
        }
        NdArray units = mat.file().dataset(path).read();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < units.size(); i++) {
            text.append((char) (units.data() instanceof int[] wide ? wide[i] : units.data() instanceof short[] narrow ? narrow[i] : ((long[]) units.data())[i]));
        }
        return text.toString();
    }

    @Override
    public double[] numbers() throws IOException {
        if (isEmpty()) {
            return new double[0];
        }
        return mat.file().dataset(path).read().toDoubles();
    }

    @Override
    public Optional<DType> dtype() throws IOException {
        return type.equals(UNREADABLE) ? Optional.empty() : Optional.of(isEmpty() ? DType.FLOAT64 : mat.file().dataset(path).dtype());
    }

    @Override
    public void read(long first, int count, int[] channels, NdArray to, int at) throws IOException {
        Hdf5File.Dataset samples = mat.file().dataset(path);
        long[] shape = samples.shape();
        long perPage = shape.length < 3 ? Long.MAX_VALUE : shape[1];
        for (long sample = first; sample < first + count;) {
            int piece = (int) Math.min(first + count - sample, perPage - sample % perPage);
            int from = Arrays.stream(channels).min().orElseThrow();
            int width = Arrays.stream(channels).max().orElseThrow() + 1 - from;
            Region region = shape.length < 3 ? new Region(new long[] {sample, from}, new long[] {piece, width})
                    : new Region(new long[] {sample / perPage, sample % perPage, from}, new long[] {1, piece, width});
            Object numbers = samples.read(region).data();
            int row = at + (int) (sample - first);
            if (isAscending(channels)) {
                System.arraycopy(numbers, 0, to.data(), row * width, piece * width);
            } else {
                pick(numbers, from, width, piece, channels, to.data(), row);
            }
            sample += piece;
        }
    }

    private static boolean isAscending(int[] channels) {
        return IntStream.range(1, channels.length).allMatch(c -> channels[c] == channels[c - 1] + 1);
    }

    private static void pick(Object numbers, int from, int width, int rows, int[] channels, Object to, int row) {
        for (int s = 0; s < rows; s++) {
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(numbers, s * width + channels[c] - from, to, (row + s) * channels.length + c, 1);
            }
        }
    }
}
