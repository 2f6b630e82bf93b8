package org.trialmap.store;

import java.util.BitSet;
import java.util.NoSuchElementException;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.Reducer;

/** The task whose number is the smallest or the largest of all. */
final class BestTask {
    private BestTask() {}

    static int of(SavedResults results, String value, Reducer extreme) {
        if (extreme != Reducer.MIN && extreme != Reducer.MAX) {
            throw new IllegalArgumentException("The best task by " + extreme + " of " + value + " was asked for. The best is the one with the smallest or the largest number: use Reducer.MIN or"
                    + " Reducer.MAX.");
        }
        int best = -1;
        double bestNumber = Double.NaN;
        BitSet missing = results.missing();
        for (int task = missing.nextClearBit(0); task < results.tasks(); task = missing.nextClearBit(task + 1)) {
            double number = number(results, value, task);
            if (!Double.isNaN(number) && (best < 0 || (extreme == Reducer.MIN ? number < bestNumber : number > bestNumber))) {
                best = task;
                bestNumber = number;
            }
        }
        if (best < 0) {
            throw new NoSuchElementException("No task of " + results.container() + " has a number as its " + value + ": " + missing.cardinality() + " of " + results.tasks()
                    + " have no result, the others have NaN. Look at missing() and read(task).");
        }
        return best;
    }

    private static double number(SavedResults results, String value, int task) {
        NdArray array = results.value(value, task);
        if (array.size() != 1 || !isReal(array.dtype())) {
            throw new IllegalArgumentException("The best task by " + value + " was asked for, which is " + array + " in task " + task + " of " + results.container()
                    + ". Only single real numbers have a smallest and a largest one: return one, for example the mean, beside the array.");
        }
        return array.toDoubles()[0];
    }

    private static boolean isReal(DType type) {
        return type != DType.BOOL && type != DType.STRING && !type.isComplex();
    }
}
