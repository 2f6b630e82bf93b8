package org.trialmap.task;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trialmap.array.NdArray;

/**
 * The inputs of a run as columns with names, so that a result says what it was computed from. Inputs of a grid have an axis for each list, and a column for it whose values
 * are those of the list; others have one axis, the tasks.
 *
 * @hidden
 * @param extents lengths of the axes, the last one running fastest; their product is the number of tasks
 */
public record InputColumns(List<Integer> extents, List<Column> columns) {
    /** Of runs whose inputs are not kept. */
    public static final InputColumns NONE = new InputColumns(List.of(), List.of());
    /** Inputs of more tasks are not kept with a result; nor are texts of more characters in all. */
    public static final int MOST = 1 << 20;

    /**
     * The values of one part of the inputs.
     *
     * @param axis along which they lie
     * @param values one for each position of the axis: numbers, truth values or texts
     */
    public record Column(String name, int axis, NdArray values) {
        public Column {
            Objects.requireNonNull(name, "name");
            if (values.rank() != 1) {
                throw new IllegalArgumentException("the values of input '" + name + "' must be a vector, they are " + values);
            }
        }
    }

    /** Checked also since it is read from files that others may have written. */
    public InputColumns {
        extents = List.copyOf(extents);
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.axis < 0 || column.axis >= extents.size() || column.values.size() != extents.get(column.axis)) {
                throw new IllegalArgumentException("the values of input '" + column.name + "' are " + column.values + ", which does not fit axis " + column.axis + " of "
                        + extents);
            }
        }
    }

    /** The columns that inputs have by themselves: see {@link ColumnValues}. */
    static InputColumns of(Inputs<?> inputs) {
        return inputs.size() > MOST ? NONE : new InputColumns(List.of(inputs.size()), ColumnValues.of(inputs, "input", 0));
    }

    /** Of several lists, one axis each; {@code names} are those of columns that have none by themselves. */
    static InputColumns grid(List<String> names, List<Inputs<?>> lists) {
        List<Column> columns = new ArrayList<>();
        for (int axis = 0; axis < lists.size(); axis++) {
            if (lists.get(axis).size() > MOST) {
                return NONE;
            }
            columns.addAll(ColumnValues.of(lists.get(axis), names.get(axis), axis));
        }
        return new InputColumns(lists.stream().map(Inputs::size).toList(), ColumnValues.distinct(columns));
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** With other names, in the columns' order. */
    InputColumns renamed(List<String> names) {
        List<Column> renamed = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            renamed.add(new Column(names.get(c), columns.get(c).axis, columns.get(c).values));
        }
        return new InputColumns(extents, renamed);
    }

    private int tasks() {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    /** The same with one axis, the tasks. */
    public InputColumns byTask() {
        if (isEmpty() || extents.size() == 1) {
            return this;
        }
        int tasks = tasks();
        if (tasks > MOST) {
            return NONE;
        }
        return new InputColumns(List.of(tasks), columns.stream().map(column -> new Column(column.name, 0, values(column, tasks))).toList());
    }

    private NdArray values(Column column, int tasks) {
        Object all = Array.newInstance(column.values.dtype().component(), tasks);
        for (int task = 0; task < tasks; task++) {
            System.arraycopy(column.values.data(), position(task, column.axis), all, task, 1);
        }
        return NdArray.of(all, tasks);
    }

    /** Of a task along an axis. */
    public int position(int task, int axis) {
        int rest = task;
        for (int after = extents.size() - 1; after > axis; after--) {
            rest /= extents.get(after);
        }
        return rest % extents.get(axis);
    }

    /** Names and values, one for each task. */
    public Map<String, NdArray> values() {
        Map<String, NdArray> values = new LinkedHashMap<>();
        byTask().columns.forEach(column -> values.put(column.name, column.values));
        return values;
    }
}
