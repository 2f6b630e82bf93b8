package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.trialmap.analysis.support.TrialFailedException;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.TaskContext;

/** Sums one task's trials, and counts them; leaves out those that have NaN. */
record TrialRangeSum(String name, MethodIdentity identity, SumFunction sums, NanPolicy nan) implements ContextFunction<SumTasks.Piece, Object>, NamedFunction, Identifiable {
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
        double[] values = new double[Math.multiplyExact(piece.to() - piece.from(), sums.perSlice())];
        TreeSet<Integer> nanTrials = new TreeSet<>();
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
        result.put("sums", values);
        result.put("trials", piece.trials().size() - nanTrials.size());
        return nanTrials.isEmpty() ? result : new AnnotatedValue(result, Map.of(BlockFunction.NAN_TRIALS, nanTrials.stream().mapToInt(Integer::intValue).toArray()));
    }
}
