package org.trialmap.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.task.InputColumns;
import org.trialmap.task.Stacking;

/**
 * The inputs of a run in its container: the group {@code /inputs} with a vector for each column, one value for each task. Where a grid is stacked, one value for each position of
 * its axis: then, and along the axis of tasks of other stacked datasets, the vectors are their dimension scales.
 *
 * @hidden
 */
public final class StoredInputs {
    private static final String GROUP = ContainerAttributes.INPUTS;
    private static final String EXTENTS = "extents";
    private static final String AXIS = "axis";
    private static final String NUMBER = "column";

    private StoredInputs() {}

    /**
     * Adds the group.
     *
     * @param results the datasets of all tasks, stacked as {@code stacking} has it; none where each task has a group
     */
    public static void write(Hdf5Writer.Group root, InputColumns inputs, List<Hdf5Writer.Dataset> results, Stacking stacking) throws IOException {
        if (inputs.isEmpty()) {
            return;
        }
        boolean grid = !results.isEmpty() && stacking instanceof Stacking.Grid axes && axes.extents().equals(inputs.extents());
        InputColumns columns = grid ? inputs : inputs.byTask();
        int first = grid ? 0 : stacking.taskAxis();
        Hdf5Writer.Group group = root.group(GROUP);
        group.attribute(EXTENTS, NdArray.from(columns.extents().stream().mapToInt(Integer::intValue).toArray()));
        for (InputColumns.Column column : columns.columns()) {
            Hdf5Writer.Dataset values = group.dataset(column.name(), column.values());
            values.attribute(AXIS, NdArray.from(column.axis()));
            values.attribute(NUMBER, NdArray.from(columns.columns().indexOf(column)));
            if (first >= 0 && !results.isEmpty()) {
                values.scale(column.name());
                results.forEach(result -> result.attach(first + column.axis(), values));
            }
        }
    }

    /** What {@link #write} has written; none in older files, in those of ACME, and where inputs are not kept. */
    static InputColumns read(Hdf5File file) throws IOException {
        String path = "/" + GROUP;
        if (FoundContainer.text(file, "format").filter(ContainerAttributes.FORMAT::equals).isEmpty() || !file.isGroup(path)) {
            return InputColumns.NONE;
        }
        try {
            Map<Integer, InputColumns.Column> columns = new TreeMap<>();
            for (String name : file.names(path)) {
                Hdf5File.Dataset values = file.dataset(path + "/" + name);
                columns.put((Integer) values.attribute(NUMBER).orElseThrow().item(), new InputColumns.Column(name, (Integer) values.attribute(AXIS).orElseThrow().item(), values.read()));
            }
            int[] extents = (int[]) file.attribute(path, EXTENTS).orElseThrow().data();
            return new InputColumns(Arrays.stream(extents).boxed().toList(), List.copyOf(columns.values()));
        } catch (RuntimeException e) {
            throw new IOException("The inputs in '" + file.file() + "' are damaged: what belongs to the group '" + path + "' is missing or wrong. Restore the file, or build it again with"
                    + " trialmap gather.", e);
        }
    }

    /** As {@code plan.json} has them. */
    public static ObjectNode json(InputColumns inputs) {
        ObjectNode node = Json.object();
        node.set(EXTENTS, Json.MAPPER.valueToTree(inputs.extents()));
        ArrayNode columns = node.putArray("columns");
        for (InputColumns.Column column : inputs.columns()) {
            columns.add(Json.object().put("name", column.name()).put(AXIS, column.axis()).set("values", Json.of(column.values())));
        }
        return node;
    }

    /** Back from {@link #json}; none if there is no such node. */
    public static InputColumns of(JsonNode node) {
        if (node.isMissingNode()) {
            return InputColumns.NONE;
        }
        List<InputColumns.Column> columns = new ArrayList<>();
        node.get("columns").forEach(column -> columns.add(new InputColumns.Column(column.get("name").asText(), column.get(AXIS).intValue(), Json.array(column.get("values")))));
        List<Integer> extents = new ArrayList<>();
        node.get(EXTENTS).forEach(extent -> extents.add(extent.intValue()));
        return new InputColumns(extents, columns);
    }
}
