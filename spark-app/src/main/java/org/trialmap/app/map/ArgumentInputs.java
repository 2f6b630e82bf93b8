package org.trialmap.app.map;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialmap.app.cli.UsageException;
import org.trialmap.task.InputColumns;
import org.trialmap.task.Inputs;
import org.trialmap.task.Stacking;

/**
 * What {@code --over ... [--grid]} runs over: columns side by side, or all their combinations, the last one running fastest.
 *
 * @param columns at least one
 * @param grid all combinations
 * @param asText values as typed, for programs
 */
public record ArgumentInputs(List<Column> columns, boolean grid, boolean asText) implements Inputs<Arguments> {
    public ArgumentInputs {
        refuseRepeatedNames(columns.stream().map(Column::name).toList());
        if (!grid) {
            refuseDifferentLengths(columns);
        } else if (columns.stream().mapToLong(Column::size).reduce(1, ArgumentInputs::product) > Integer.MAX_VALUE) {
            throw new UsageException("--grid has more than " + Integer.MAX_VALUE + " combinations (" + String.join(" x ", columns.stream()
                    .map(c -> c.size() + "").toList())
                    + "), the most that one run can have. Loop over one of the inputs inside the function.");
        }
    }

    private static long product(long a, long b) {
        return Math.min(a * b, 1L << 32); // a is below 2^32, b below 2^31
    }

    public static void refuseRepeatedNames(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new UsageException("The name " + name + " is given twice. Every --over and --shared must have a name of its own; write"
                        + " several values of one"
                        + " name as --over " + name + "=a,b,c.");
            }
        }
    }

    private static void refuseDifferentLengths(List<Column> columns) {
        Column first = columns.get(0);
        for (Column column : columns) {
            if (column.size() != first.size()) {
                throw new UsageException("--over " + first.name() + " has " + first.size() + (first.size() == 1 ? " value" : " values")
                        + ", --over " + column.name()
                        + " has " + column.size() + ". Without --grid they go side by side and must be of one length. Add --grid for all "
                        + (long) first.size() * column.size() + " combinations, or use --shared NAME=VALUE for what all tasks have in common.");
            }
        }
    }

    @Override
    public int size() {
        return grid ? columns.stream().mapToInt(Column::size).reduce(1, (a, b) -> a * b) : columns.get(0).size();
    }

    @Override
    public Arguments get(int index) {
        java.util.Objects.checkIndex(index, size());
        Object[] values = new Object[columns.size()];
        int rest = index;
        for (int c = columns.size() - 1; c >= 0; c--) {
            Column column = columns.get(c);
            int at = grid ? rest % column.size() : index;
            rest /= column.size();
            values[c] = asText ? column.values().text(at) : column.values().value(at);
        }
        return new Arguments(names(), List.of(values));
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** A grid gives an axis per input; else tasks lie one after the other. */
    @Override
    public Stacking stacking() {
        return grid ? Stacking.grid(columns.stream().mapToInt(Column::size).toArray()) : Stacking.tasks(size());
    }

    /** By the names that were given, a grid with an axis each. */
    @Override
    public InputColumns named() {
        if (columns.stream().anyMatch(column -> column.size() > InputColumns.MOST)) {
            return InputColumns.NONE;
        }
        List<InputColumns.Column> named = IntStream.range(0, columns.size()).mapToObj(c -> new InputColumns.Column(columns.get(c).name(), grid ? c : 0, columns.get(c).array(asText)))
                .toList();
        return new InputColumns(grid ? columns.stream().map(Column::size).toList() : List.of(size()), named);
    }

    @Override
    public String toString() {
        return IntStream.range(0, columns.size()).mapToObj(c -> columns.get(c).size() + " values of " + columns.get(c).name()).toList()
                + (grid ? " in a grid" : "");
    }
}
