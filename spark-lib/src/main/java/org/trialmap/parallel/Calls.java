package org.trialmap.parallel;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.api.java.function.Function0;
import org.trialmap.parallel.closure.FunctionIdentity;
import org.trialmap.parallel.closure.SerializationCheck;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.InputColumns;
import org.trialmap.task.Inputs;
import org.trialmap.task.TaskFunction;

/**
 * Different functions without an input, one task each.
 *
 * @param names of the functions, for messages
 */
record Calls(List<String> names) implements Inputs<Calls.Called> {
    /** The input of a task: which function it calls, in words its name. */
    record Called(int index, String name) implements Serializable {
        @Override
        public String toString() {
            return name;
        }
    }

    static <R> Calls of(List<? extends Function0<? extends R>> functions) {
        functions.forEach(function -> SerializationCheck.function(function, function, new HashMap<>(), type -> {})); // names which of them, and what it captured
        return new Calls(functions.stream().map(FunctionIdentity::inFull).toList());
    }

    /** The function of the map. */
    record Call<R>(List<? extends Function0<? extends R>> functions) implements TaskFunction<Called, R>, Identifiable {
        private static final long serialVersionUID = 1;

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            functions.forEach(function -> fingerprint.add(FunctionIdentity.ofUser(function)));
        }

        @Override
        public R apply(Called which) throws Exception {
            return functions.get(which.index).call();
        }
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public Called get(int index) {
        return new Called(index, names.get(index));
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add("calls").add(names.size()); // the functions themselves are those of the map
    }

    /** None: they are handed back, not saved. */
    @Override
    public InputColumns named() {
        return InputColumns.NONE;
    }
}
