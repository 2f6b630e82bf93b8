package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.trial.format.MatValue.Kind;

/**
 * Fields of a struct in a file of MATLAB; one that is missing or of another kind is an error that names it.
 *
 * @param name of the struct, with the format in front, for messages
 */
record MatFields(Path file, String name, MatValue struct, int element) {
    Optional<MatValue> value(String field) throws IOException {
        return struct.field(field, element);
    }

    MatValue required(String field, Kind kind, String what) throws IOException {
        Optional<MatValue> value = value(field);
        if (value.isEmpty() || value.get().kind() != kind) {
            throw wrong(field, value.isEmpty() ? "missing" : value.get().describe(), what);
        }
        return value.get();
    }

    IllegalArgumentException wrong(String field, String is, String must) {
        return new IllegalArgumentException("'" + field + "' of " + name + " in " + file + " is " + is + ". It must be " + must + ". Correct it in MATLAB, and save it once more.");
    }

    /** The type of samples. */
    DType dtype(String field, MatValue samples) throws IOException {
        Optional<DType> dtype = samples.dtype();
        if (dtype.isEmpty()) {
            throw wrong(field, samples.describe(), "numbers of a type that is read: floats, or integers of up to 64 bits (unsigned: 32)");
        }
        return dtype.get();
    }

    /** All numbers of a value in this field. */
    double[] numbers(String field, MatValue value) throws IOException {
        try {
            return value.numbers();
        } catch (ArithmeticException e) {
            throw wrong(field, value.describe() + " with numbers that are rounded as doubles", "doubles, or whole numbers up to 2^53");
        }
    }

    /** One finite number. */
    double number(String field) throws IOException {
        MatValue value = required(field, Kind.NUMBERS, "a number");
        double[] numbers = value.size() == 1 ? numbers(field, value) : new double[] {Double.NaN};
        if (!Double.isFinite(numbers[0])) {
            throw wrong(field, value.size() == 1 ? Double.toString(numbers[0]) : value.describe(), "a finite number");
        }
        return numbers[0];
    }

    int count(String field) throws IOException {
        double number = number(field);
        if (number != Math.rint(number) || number < 1 || number > Integer.MAX_VALUE) {
            throw wrong(field, Double.toString(number), "a whole number, at least 1");
        }
        return (int) number;
    }

    double samplerate(String field) throws IOException {
        double hz = number(field);
        if (!(hz > 0)) {
            throw wrong(field, Double.toString(hz), "a positive number of samples per second");
        }
        return hz;
    }

    /** Empty text if it is none, or not there. */
    String textOr(String field) throws IOException {
        Optional<MatValue> value = value(field);
        return value.isPresent() && value.get().kind() == Kind.TEXT ? value.get().text() : "";
    }

    /** Texts of a cell. */
    List<String> texts(String field) throws IOException {
        MatValue cell = required(field, Kind.CELL, "a cell of texts");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < cell.size(); i++) {
            MatValue one = cell.element(i);
            if (one.kind() != Kind.TEXT) {
                throw wrong(field + "{" + (i + 1) + "}", one.describe(), "a text");
            }
            texts.add(one.text());
        }
        return texts;
    }

    /** A number or text for tables: whole numbers without a point; {@code n/a} for all else. */
    String shown(String field) throws IOException {
        Optional<MatValue> value = value(field);
        if (value.isPresent() && value.get().kind() == Kind.TEXT) {
            return value.get().text().strip();
        }
        boolean number = value.isPresent() && value.get().kind() == Kind.NUMBERS && value.get().size() == 1;
        return number ? text(numbers(field, value.get())[0]) : "n/a";
    }

    static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? Long.toString((long) number) : Double.isNaN(number) ? "n/a" : Double.toString(number);
    }
}
