package org.trialmap.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.sources.Filter;
import org.trialmap.trial.Selection;

/** The axes of some data by the columns that they become, and which part of them conditions leave. */
record CoordinateSelection(TrialValues values, Map<String, IntFunction<Comparable<?>>> ofTrial, Map<String, List<? extends Comparable<?>>> ofAxis) {
    static CoordinateSelection of(TrialValues values) {
        Map<String, IntFunction<Comparable<?>>> ofTrial = new TreeMap<>();
        int[] positions = values.positions();
        ofTrial.put(TableColumns.TRIAL, k -> positions[k]);
        TableColumns.infoByName(values).forEach((name, column) -> ofTrial.put(name, k -> TableColumns.number(column, k)));
        Map<String, List<? extends Comparable<?>>> ofAxis = new TreeMap<>();
        ofAxis.put(TableColumns.CHANNEL, values.channel());
        if (values.isSpectrum()) {
            ofAxis.put(TableColumns.TAPER, Arrays.stream(values.tapers()).boxed().toList());
            ofAxis.put(TableColumns.FREQ, Arrays.stream(values.freq()).boxed().toList());
        }
        return new CoordinateSelection(values, ofTrial, ofAxis);
    }

    /** What the conditions leave; nothing if there is no row for which all hold. Of frequencies, the range from the lowest to the highest one. */
    Optional<TrialValues> select(Filter[] filters) {
        Selection selection = Selection.all();
        int[] tapers = values.tapers();
        List<Filter> trials = new ArrayList<>();
        Map<String, List<Filter>> axes = new TreeMap<>();
        for (Filter filter : filters) {
            String column = CoordinateFilter.column(filter).orElseThrow();
            (ofTrial.containsKey(column) ? trials : axes.computeIfAbsent(column, name -> new ArrayList<>())).add(filter);
        }
        if (!trials.isEmpty()) {
            int[] left = IntStream.range(0, values.trials().count()).filter(k -> trials.stream().allMatch(filter -> holds(filter, k))).toArray();
            if (left.length == 0) {
                return Optional.empty();
            }
            selection = selection.trials(left);
        }
        for (Map.Entry<String, List<Filter>> axis : axes.entrySet()) {
            List<? extends Comparable<?>> coordinates = ofAxis.get(axis.getKey());
            int[] left = IntStream.range(0, coordinates.size()).filter(i -> axis.getValue().stream().allMatch(filter -> CoordinateFilter.holds(filter, coordinates.get(i)))).toArray();
            if (left.length == 0) {
                return Optional.empty();
            }
            selection = narrowed(selection, axis.getKey(), left);
            tapers = axis.getKey().equals(TableColumns.TAPER) ? left : tapers;
        }
        return Optional.of(filters.length == 0 ? values : values.select(selection, tapers));
    }

    private boolean holds(Filter filter, int trial) {
        return CoordinateFilter.holds(filter, ofTrial.get(CoordinateFilter.column(filter).orElseThrow()).apply(trial));
    }

    private Selection narrowed(Selection selection, String column, int[] left) {
        return switch (column) {
            case TableColumns.CHANNEL -> selection.channels(left);
            case TableColumns.TAPER -> selection.tapers(left);
            default -> {
                double[] freq = values.freq();
                double[] kept = Arrays.stream(left).mapToDouble(i -> freq[i]).sorted().toArray();
                yield selection.frequency(kept[0], kept[kept.length - 1]);
            }
        };
    }
}
