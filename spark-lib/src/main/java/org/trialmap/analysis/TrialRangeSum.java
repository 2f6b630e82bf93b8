package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.analysis.support.TrialFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.TrialChunks;

/** Sums one task's trials, and counts them; leaves out those that have NaN. */
record TrialRangeSum(String name, MethodIdentity identity, SumFunction sums, NanPolicy nan) implements ContextFunction<SumTasks.Piece, Object>, NamedFunction, Identifiable {
    private static final String SUMS = "sums";
    private static final String TRIALS = "trials";

    /** What each task sums, in the order of the trials. */
    static Stream<SummedMethod.Sums> collect(ParallelMap pmap, String name, SumFunction function, TrialChunks trials, NanPolicy nan) {
        SumTasks tasks = SumTasks.of(trials, function);
        if (tasks.parts() > 1) {
            throw new IllegalStateException("Sums of " + function.perSlice() + " x " + function.slices() + " numbers are too large to be collected.");
        }
        return collect(pmap, name, function, tasks, nan).stream();
    }

    /** What the ranges of each part have summed, put together. */
    static List<SummedMethod.Sums> collect(ParallelMap pmap, String name, SumFunction function, SumTasks tasks, BinaryOperator<SummedMethod.Sums> merge) {
        List<SummedMethod.Sums> each = collect(pmap, name, function, tasks, NanPolicy.PROPAGATE);
        return IntStream.range(0, tasks.parts()).mapToObj(part -> each.subList(tasks.task(part, 0), tasks.task(part + 1, 0)).stream().reduce(merge).orElseThrow()).toList();
    }

    private static List<SummedMethod.Sums> collect(ParallelMap pmap, String name, SumFunction function, SumTasks tasks, NanPolicy nan) {
        TrialRangeSum sum = new TrialRangeSum(name, new MethodIdentity(name, ""), function, nan);
        List<Map<String, Object>> sums = pmap.name(name).over(tasks).collectWithContext((piece, context) -> sum.sums(piece, new TreeSet<>()));
        return IntStream.range(0, sums.size()).mapToObj(task -> {
            int part = task / tasks.ranges();
            return new SummedMethod.Sums(tasks.from(part), tasks.to(part), (double[]) sums.get(task).get(SUMS), (Integer) sums.get(task).get(TRIALS));
        }).toList();
    }

    @Override
    public Class<?> code() {
        return sums.getClass();
    }

    @Override
    public String function() {
        return identity.name();
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(identity.digest()).add(sums.slices()).add(sums.perSlice()).add(nan.toString());
    }

    @Override
    public Object apply(SumTasks.Piece piece, TaskContext context) throws Exception {
        TreeSet<Integer> nanTrials = new TreeSet<>();
        Map<String, Object> result = sums(piece, nanTrials);
        return nanTrials.isEmpty() ? result : new AnnotatedValue(result, Map.of(BlockFunction.NAN_TRIALS, nanTrials.stream().mapToInt(Integer::intValue).toArray()));
    }

    private Map<String, Object> sums(SumTasks.Piece piece, TreeSet<Integer> nanTrials) throws Exception {
        double[] values = new double[Math.multiplyExact(piece.to() - piece.from(), sums.perSlice())];
        SumFunction.Summation summation = sums.begin(piece.from(), piece.to());
        int end = piece.trials().first() + piece.trials().size();
        piece.trials().forEach((position, trial) -> {
            try {
                if (FiniteCheck.isSpoilt(trial, nan)) {
                    nanTrials.add(trial.trial());
                } else {
                    summation.add(trial, values);
                }
            } catch (Exception e) {
                throw new TrialFailedException(trial, e);
            }
            if ((position + 1) % SumFunction.BLOCK == 0 || position + 1 == end) {
                summation.endBlock(values);
            }
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(SUMS, values);
        result.put(TRIALS, piece.trials().size() - nanTrials.size());
        return result;
    }
}
