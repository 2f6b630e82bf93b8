package org.trialmap.store.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.trialmap.array.Shape;
import org.trialmap.store.UnfitResultException;
import org.trialmap.task.Stacking;

/**
 * Decides which results are stacked: those of the form (names, dtypes, shapes) that most tasks have; of two forms with as many tasks, the one with
 * the lowest task. So it depends on the results alone, not on the order in which partitions ended.
 */
final class StackedVote {
    private final Stacking stacking;
    private final Commits commits;
    private final Form winner;

    /** A form, as something that can be compared, how many tasks have it, and the lowest of them. */
    private record Form(List<Object> key, int tasks, int lowest) {
        boolean beats(Form other) {
            return tasks > other.tasks || tasks == other.tasks && lowest < other.lowest;
        }
    }

    StackedVote(Stacking stacking, Commits commits) {
        this.stacking = stacking;
        this.commits = commits;
        this.winner = winner();
    }

    private Form winner() {
        Map<List<Object>, Form> forms = new HashMap<>();
        for (int commit = 0; commit < commits.all().size(); commit++) {
            List<Object> key = key(commits.all().get(commit));
            int[] owned = owned(commit); // ascending
            if (owned.length > 0) {
                forms.merge(key, new Form(key, owned.length, owned[0]), (a, b) -> new Form(key, a.tasks + b.tasks, Math.min(a.lowest, b.lowest)));
            }
        }
        return forms.values().stream().reduce((a, b) -> a.beats(b) ? a : b).orElse(null);
    }

    private int[] owned(int commit) {
        return IntStream.of(commits.all().get(commit).tasks()).filter(task -> commits.owns(commit, task)).toArray();
    }

    private static List<Object> key(PayloadCommit commit) {
        List<Object> key = new ArrayList<>();
        for (PayloadCommit.Value value : commit.values()) {
            key.addAll(List.of(value.name(), value.dtype(), Arrays.stream(value.core()).boxed().toList()));
        }
        return key;
    }

    /** Why, for each task whose result does not fit. */
    SortedMap<Integer, UnfitResultException> unfit() {
        SortedMap<Integer, UnfitResultException> unfit = new TreeMap<>();
        for (int commit = 0; commit < commits.all().size(); commit++) {
            PayloadCommit odd = commits.all().get(commit);
            if (!key(odd).equals(winner.key)) {
                for (int task : owned(commit)) {
                    unfit.put(task, new UnfitResultException(why(task, odd)));
                }
            }
        }
        return unfit;
    }

    /** What remains without them. */
    Commits fitting() {
        Commits fitting = new Commits(commits.tasks());
        commits.all().stream().filter(commit -> key(commit).equals(winner.key)).forEach(fitting::add);
        return fitting;
    }

    private String why(int task, PayloadCommit odd) {
        PayloadCommit reference = commits.of(winner.lowest);
        List<String> names = StackedFit.names(odd.values());
        if (!names.equals(StackedFit.names(reference.values()))) {
            return StackedFit.otherNames(task, names, winner.lowest, StackedFit.names(reference.values()));
        }
        int k = 0;
        while (StackedFit.same(odd.values().get(k), reference.values().get(k))) {
            k++;
        }
        return StackedFit.mismatch(returned(task, odd.values().get(k)), returned(winner.lowest, reference.values().get(k)), names.get(k));
    }

    private StackedFit.Returned returned(int task, PayloadCommit.Value value) {
        long[] shape = value.core();
        if (stacking instanceof Stacking.TrialsByChannels) {
            long[] extent = stacking.region(task, shape).extent();
            shape = Arrays.copyOfRange(extent, 1, extent.length);
        }
        return new StackedFit.Returned(task, value.dtype() + " " + Shape.format(shape));
    }
}
