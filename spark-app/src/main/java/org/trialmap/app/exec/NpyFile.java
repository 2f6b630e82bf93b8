package org.trialmap.app.exec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.support.NpyHeader;

/** One array in NumPy's file format ({@code numpy.save}, {@code numpy.load}). */
final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final Map<DType, String> TYPES = Map.of(DType.BOOL, "|b1", DType.INT8, "|i1", DType.INT16, "<i2", DType.INT32, "<i4", DType.INT64, "<i8", DType.FLOAT32, "<f4", DType.FLOAT64, "<f8",
            DType.COMPLEX64, "<c8", DType.COMPLEX128, "<c16");
    private static final Pattern HEADER = Pattern.compile("\\s*\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([\\d, ]*)\\),?\\s*\\}\\s*");

    private NpyFile() {}

    static void write(Path file, NdArray array) throws IOException {
        String shape = Arrays.stream(array.shape()).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        String header = "{'descr': '" + TYPES.get(array.dtype()) + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
        String padded = header + " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(MAGIC);
            out.write(ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).putShort((short) padded.length()).array());
            out.write(padded.getBytes(StandardCharsets.ISO_8859_1));
            out.write(array.toBytes().array());
        }
    }

    /** Throws {@link ProgramFailedException} if the file is no array of numbers or truth values that can be stored; nothing is cast. */
    static NdArray read(Path file) throws IOException, ProgramFailedException {
        byte[] all;
        try (InputStream in = Files.newInputStream(file)) {
            all = in.readNBytes(Integer.MAX_VALUE - 8);
        }
        NpyHeader found = NpyHeader.read(new ByteArrayInputStream(all));
        Matcher header = HEADER.matcher(NpyHeader.isAt(all) && found.base() <= all.length ? found.text() : "");
        if (!header.matches()) {
            throw new ProgramFailedException("its result " + file.getFileName() + " (" + all.length + " bytes) is not an array as numpy.save writes one. Save one array of numbers there.");
        }
        DType dtype = TYPES.entrySet().stream().filter(type -> type.getValue().equals(header.group(1))).map(Map.Entry::getKey).findFirst().orElse(null);
        if (dtype == null) {
            throw new ProgramFailedException(
                    "its result " + file.getFileName() + " is of NumPy's type '" + header.group(1) + "', which cannot be stored. Stored are " + TYPES.values().stream().sorted()
                            .collect(Collectors.joining(", ")) + ": convert it, for example with .astype('<f8').");
        }
        int[] shape = Arrays.stream(header.group(3).split(",")).map(String::strip).filter(text -> !text.isEmpty()).mapToInt(Integer::parseInt).toArray();
        long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (size * dtype.bytes() != all.length - found.base()) {
            throw new ProgramFailedException("its result " + file.getFileName() + " has " + (all.length - found.base()) + " bytes of values, where its shape (" + header.group(3).strip() + ") needs "
                    + size * dtype.bytes() + ". It was not written to its end, or has more than 2 GiB.");
        }
        boolean columns = header.group(2).equals("True") && shape.length > 1;
        NdArray array = values(dtype, ByteBuffer.wrap(all).position((int) found.base()).slice().order(ByteOrder.LITTLE_ENDIAN), columns ? reversed(shape) : shape);
        return columns ? transposed(array) : array;
    }

    private static NdArray values(DType dtype, ByteBuffer bytes, int[] shape) {
        NdArray array = NdArray.zeros(dtype, shape);
        Object data = array.data();
        if (data instanceof double[] doubles) {
            bytes.asDoubleBuffer().get(doubles);
        } else if (data instanceof float[] floats) {
            bytes.asFloatBuffer().get(floats);
        } else if (data instanceof long[] longs) {
            bytes.asLongBuffer().get(longs);
        } else if (data instanceof int[] ints) {
            bytes.asIntBuffer().get(ints);
        } else if (data instanceof short[] shorts) {
            bytes.asShortBuffer().get(shorts);
        } else if (data instanceof byte[] small) {
            bytes.get(small);
        } else {
            boolean[] flags = (boolean[]) data;
            IntStream.range(0, flags.length).forEach(i -> flags[i] = bytes.get(i) != 0);
        }
        return array;
    }

    private static int[] reversed(int[] shape) {
        return IntStream.range(0, shape.length).map(i -> shape[shape.length - 1 - i]).toArray();
    }

    /** With the axes in the opposite order: what Fortran's order is. */
    private static NdArray transposed(NdArray array) {
        int[] shape = reversed(array.shape());
        NdArray result = NdArray.zeros(array.dtype(), shape);
        int width = array.dtype().width();
        for (int at = 0; at < array.size(); at++) { // the place of each element of the result
            int from = 0;
            int stride = 1;
            int rest = at;
            int[] index = new int[shape.length];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            for (int axis = 0; axis < shape.length; axis++) { // in the file the first axis runs fastest
                from += index[axis] * stride;
                stride *= shape[axis];
            }
            System.arraycopy(array.data(), from * width, result.data(), at * width, width);
        }
        return result;
    }
}
