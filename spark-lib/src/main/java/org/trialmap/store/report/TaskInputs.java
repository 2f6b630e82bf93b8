package org.trialmap.store.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.util.stream.Collectors;
import org.trialmap.store.StoredInputs;
import org.trialmap.task.InputColumns;

/** What each task was given, in a few words; nothing where the run has not kept it. */
record TaskInputs(InputColumns columns) {
    private static final int LONGEST = 80;

    /** @param node of {@code plan.json} */
    static TaskInputs of(JsonNode node) {
        return new TaskInputs(StoredInputs.of(node));
    }

    /** For example {@code lr=0.1, seed=3}. */
    String label(int task) {
        return columns.columns().stream().map(column -> column.name() + "=" + Html.cut(String.valueOf(Array.get(column.values().data(), columns.position(task, column.axis()))), LONGEST))
                .collect(Collectors.joining(", "));
    }
}
