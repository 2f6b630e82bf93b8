package org.trialmap.table;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
import org.trialmap.array.NdArray;

/**
 * The columns of a table, one row for each value: {@code trial} (position in the file, from 0), {@code time} (s), of spectra {@code taper} (position, from 0) and {@code freq} (Hz),
 * {@code channel} (name), {@code value}, or {@code real} and {@code imag} of complex values, and the free columns of the trial definition by their names.
 */
final class TableColumns {
    static final String TRIAL = "trial";
    static final String TIME = "time";
    static final String TAPER = "taper";
    static final String FREQ = "freq";
    static final String CHANNEL = "channel";
    static final String VALUE = "value";
    static final String REAL = "real";
    static final String IMAG = "imag";

    private static final Set<String> OWN = Set.of(TRIAL, TIME, TAPER, FREQ, CHANNEL, VALUE, REAL, IMAG);

    private TableColumns() {}

    /** Whether its values lie along an axis that can be selected from. */
    static boolean isCoordinate(String column) {
        return !Set.of(TIME, VALUE, REAL, IMAG).contains(column);
    }

    /** With an array for each trial and channel: of values, and of the coordinates of each of them. */
    static StructType arrays(TrialValues values) {
        List<StructField> fields = new ArrayList<>();
        for (StructField tidy : of(values).fields()) {
            boolean within = Set.of(TIME, TAPER, FREQ, VALUE, REAL, IMAG).contains(tidy.name());
            fields.add(within ? field(tidy.name(), DataTypes.createArrayType(tidy.dataType(), false)) : tidy);
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    static StructType of(TrialValues values) {
        List<StructField> fields = new ArrayList<>();
        fields.add(field(TRIAL, DataTypes.IntegerType));
        fields.add(field(TIME, DataTypes.DoubleType));
        if (values.isSpectrum()) {
            fields.add(field(TAPER, DataTypes.IntegerType));
            fields.add(field(FREQ, DataTypes.DoubleType));
        }
        fields.add(field(CHANNEL, DataTypes.StringType));
        DataType number = number(values.dtype());
        if (values.dtype().isComplex()) {
            fields.add(field(REAL, number));
            fields.add(field(IMAG, number));
        } else {
            fields.add(field(VALUE, number));
        }
        infoByName(values).forEach((name, column) -> fields.add(field(name, column.dtype() == DType.INT64 ? DataTypes.LongType : DataTypes.DoubleType)));
        return new StructType(fields.toArray(StructField[]::new));
    }

    /** Names of the free columns of the trial definition; one that would be taken for another column has {@code info_} in front. */
    static List<String> info(TrialValues values) {
        return values.trials().columnNames().stream().map(name -> OWN.contains(name) ? "info_" + name : name).toList();
    }

    /** The numbers of the free columns, one for each trial: float64, or int64 if a column has whole numbers that no double holds, as time stamps in ns. */
    static Map<String, NdArray> infoByName(TrialValues values) {
        List<String> names = info(values);
        Map<String, NdArray> byName = new LinkedHashMap<>();
        for (int c = 0; c < names.size(); c++) {
            byName.put(names.get(c), info(values.trials().info(), c));
        }
        return byName;
    }

    private static NdArray info(NdArray info, int column) {
        int columns = info.shape()[1];
        IntStream places = IntStream.range(0, info.shape()[0]).map(k -> k * columns + column);
        if (info.data() instanceof long[] whole) {
            long[] numbers = places.mapToLong(place -> whole[place]).toArray();
            NdArray exact = NdArray.of(numbers, numbers.length);
            return Arrays.stream(numbers).allMatch(Decimals::isExactDouble) ? NdArray.from(exact.toDoubles()) : exact;
        }
        double[] all = info.toDoubles();
        return NdArray.from(places.mapToDouble(place -> all[place]).toArray());
    }

    /** A number of such a column: a Double or Long. */
    static Comparable<?> number(NdArray column, int trial) {
        return (Comparable<?>) Array.get(column.data(), trial);
    }

    private static StructField field(String name, DataType type) {
        return new StructField(name, type, false, Metadata.empty());
    }

    /** Of integers and truth values of up to 32 bits, 32-bit integers. */
    private static DataType number(DType dtype) {
        return switch (dtype) {
            case FLOAT32, COMPLEX64 -> DataTypes.FloatType;
            case FLOAT64, COMPLEX128 -> DataTypes.DoubleType;
            case INT64 -> DataTypes.LongType;
            default -> DataTypes.IntegerType;
        };
    }
}
