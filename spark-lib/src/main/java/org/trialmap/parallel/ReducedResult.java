package org.trialmap.parallel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.ElementReduction;
import org.trialmap.task.Reducer;
import org.trialmap.task.Stacking;

/** One result of all tasks, element by element and, where tasks return several values, each by itself. */
record ReducedResult(Reducer how) implements Reduction {
    @Override
    public Map<String, NdArray> attributes() {
        return Map.of();
    }

    @Override
    public Stacking stacking() {
        return Stacking.tasks(1);
    }

    @Override
    public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
        Map<String, ElementReduction> values = new LinkedHashMap<>();
        for (int task = 0; task < partial.tasks(); task++) {
            Map<String, NdArray> own = partial.values(task);
            if (task == 0) {
                own.keySet().forEach(name -> values.put(name, new ElementReduction(how)));
            }
            requireSame(task, own, values);
            for (Map.Entry<String, NdArray> value : own.entrySet()) {
                values.get(value.getKey()).add(task, value.getValue());
            }
        }
        Map<String, NdArray> results = new LinkedHashMap<>();
        values.forEach((name, reduction) -> results.put(name, reduction.result()));
        container.add(0, results.containsKey("") ? results.get("") : results);
        return Map.of();
    }

    private void requireSame(int task, Map<String, NdArray> own, Map<String, ElementReduction> values) {
        if (!own.keySet().equals(values.keySet())) {
            throw new IllegalArgumentException("The results cannot be reduced by " + how + ": task " + task + " returned " + words(own.keySet()) + ", task 0 " + words(values.keySet())
                    + ". Return the same values from every task.");
        }
    }

    private static String words(Iterable<String> names) {
        List<String> list = new ArrayList<>();
        names.forEach(list::add);
        return list.equals(List.of("")) ? "a single value" : "the values " + list;
    }
}
