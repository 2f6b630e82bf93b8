package org.trialmap.trial.format;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/** A value of MATLAB, the same for files of version 5 and 7.3. Elements count from 0, the first axis fastest, as MATLAB has them. */
interface MatValue {
    /** What it is; {@code OTHER} is what recordings have no use for, such as function handles, tables, complex or sparse matrices. */
    enum Kind {
        NUMBERS,
        TEXT,
        CELL,
        STRUCT,
        OTHER
    }

    Kind kind();

    /** MATLAB's name of its class, for messages. */
    String type();

    /** Extents of its axes, at least two. */
    long[] dims() throws IOException;

    /** Of a struct. */
    List<String> fields() throws IOException;

    /** Of an element of a struct; empty if it has no such field. */
    Optional<MatValue> field(String name, int element) throws IOException;

    /** Of a cell. */
    MatValue element(int position) throws IOException;

    /** Of a text. */
    String text() throws IOException;

    /** All numbers. Throws {@link ArithmeticException} for a whole one beyond 2^53, which may have no double. */
    double[] numbers() throws IOException;

    /** The type of the numbers without loss; empty if there is none. */
    Optional<DType> dtype() throws IOException;

    /**
     * Reads numbers of an array whose first axis is the channel: those of its columns {@code first} to {@code first + count - 1}.
     *
     * @param to gets them from row {@code at} on: shape (rows, channels)
     */
    void read(long first, int count, int[] channels, NdArray to, int at) throws IOException;

    default long size() throws IOException {
        long size = 1;
        for (long extent : dims()) {
            size *= extent;
        }
        return size;
    }

    /** Its columns, where further axes follow each other. */
    default long columns() throws IOException {
        return dims()[0] == 0 ? 0 : size() / dims()[0];
    }

    /** For example {@code double 3x100}. */
    default String describe() throws IOException {
        StringBuilder text = new StringBuilder(type());
        String separator = " ";
        for (long extent : dims()) {
            text.append(separator).append(extent);
            separator = "x";
        }
        return text.toString();
    }
}
