package org.trialmap.table;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;

/**
 * The columns of a table with a row for each task, as the tasks' values make them. A value of which every task has one number or text is a column of these, any other an array of as
 * many levels as it has axes. Names that are there already, whatever their case, get another one.
 */
final class ValueColumns {
    static final String TASK = "task";
    static final String STATUS = "status";
    static final String ERROR = "error";
    static final String DURATION = "duration";
    static final String HOST = "host";
    private static final String WHERE = ". One column has one type. Read such results task by task (SavedResults.read).";

    private final Map<String, Form> forms = new LinkedHashMap<>();

    /** What is known of a value: its type, its number of axes, and the task that showed it. */
    private record Form(DType dtype, int rank, boolean single, int task) {}

    /** Notes what one value of a task is like. Throws {@link IllegalArgumentException} if that of another task was of another type. */
    void add(int task, String name, DType dtype, long[] shape) {
        boolean single = shape.length == 0 || shape.length == 1 && shape[0] == 1;
        Form known = forms.putIfAbsent(name, new Form(dtype, Math.max(1, shape.length), single, task));
        if (known == null) {
            return;
        }
        if (known.dtype != dtype || known.rank != Math.max(1, shape.length)) {
            throw new IllegalArgumentException("These results are no table: value '" + name + "' is " + known.dtype + " with " + axes(known.rank) + " of task " + known.task + ", and " + dtype + " "
                    + Shape.format(shape) + " of task " + task + WHERE);
        }
        if (known.single && !single) {
            forms.put(name, new Form(dtype, known.rank, false, known.task));
        }
    }

    private static String axes(int rank) {
        return rank + (rank == 1 ? " axis" : " axes");
    }

    /** Names of the values, by the columns that have them. */
    static Map<String, String> names(List<String> inputs, Iterable<String> values) {
        Set<String> used = new HashSet<>(Set.of(TASK, STATUS, ERROR, DURATION, HOST));
        Map<String, String> columns = new LinkedHashMap<>();
        inputs.forEach(name -> columns.put(unused("input_", name, used), name));
        values.forEach(name -> columns.put(unused("result_", name, used), name));
        return columns;
    }

    private static String unused(String prefix, String name, Set<String> used) {
        String column = used.contains(name.toLowerCase(Locale.ROOT)) ? prefix + name : name;
        String unique = column;
        for (int k = 2; !used.add(unique.toLowerCase(Locale.ROOT)); k++) {
            unique = column + "_" + k;
        }
        return unique;
    }

    Set<String> values() {
        return forms.keySet();
    }

    boolean isSingle(String value) {
        return forms.get(value).single;
    }

    /** The table: task, inputs, values, status, and what follows. */
    StructType columns(Map<String, NdArray> inputs, StructField... more) {
        List<StructField> fields = new ArrayList<>(List.of(field(TASK, DataTypes.IntegerType, false)));
        int k = 0;
        for (Map.Entry<String, String> column : names(List.copyOf(inputs.keySet()), forms.keySet()).entrySet()) {
            boolean isInput = k++ < inputs.size();
            fields.add(isInput ? field(column.getKey(), element(inputs.get(column.getValue()).dtype()), false) : field(column.getKey(), type(forms.get(column.getValue())), true));
        }
        fields.add(field(STATUS, DataTypes.StringType, false));
        fields.addAll(Arrays.asList(more));
        return new StructType(fields.toArray(StructField[]::new));
    }

    static StructField field(String name, DataType type, boolean nullable) {
        return new StructField(name, type, nullable, Metadata.empty());
    }

    private static DataType type(Form form) {
        DataType type = element(form.dtype);
        for (int axis = 0; !form.single && axis < form.rank; axis++) {
            type = DataTypes.createArrayType(type, false);
        }
        return type;
    }

    private static DataType element(DType dtype) {
        return switch (dtype) {
            case BOOL -> DataTypes.BooleanType;
            case INT8, INT16, INT32 -> DataTypes.IntegerType;
            case INT64 -> DataTypes.LongType;
            case FLOAT32 -> DataTypes.FloatType;
            case FLOAT64 -> DataTypes.DoubleType;
            case STRING -> DataTypes.StringType;
            case COMPLEX64 -> complex(DataTypes.FloatType);
            case COMPLEX128 -> complex(DataTypes.DoubleType);
        };
    }

    private static DataType complex(DataType part) {
        return new StructType(new StructField[] {field(TableColumns.REAL, part, false), field(TableColumns.IMAG, part, false)});
    }

    /** As a row of Spark has it. */
    static Object cell(NdArray value, DataType type) {
        return type instanceof ArrayType ? array(value, value.shape(), 0, 0) : element(value, 0);
    }

    /** The part of an array below an axis, from element {@code from} on. */
    private static Object array(NdArray value, int[] shape, int axis, int from) {
        int extent = shape.length == 0 ? 1 : shape[axis];
        Object[] elements = new Object[extent];
        int inner = Arrays.stream(shape).skip(axis + 1L).reduce(1, Math::multiplyExact);
        for (int i = 0; i < extent; i++) {
            elements[i] = axis + 1 < shape.length ? array(value, shape, axis + 1, from + i * inner) : element(value, from + i);
        }
        return elements;
    }

    static Object element(NdArray value, int at) {
        if (value.dtype().isComplex()) {
            Row parts = RowFactory.create(Array.get(value.data(), 2 * at), Array.get(value.data(), 2 * at + 1));
            return parts;
        }
        Object one = Array.get(value.data(), at);
        return one instanceof Byte || one instanceof Short ? (Object) ((Number) one).intValue() : one;
    }
}
