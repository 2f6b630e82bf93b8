package org.trialmap.parallel.closure;

import java.util.function.Function;
import org.trialmap.support.ExceptionText;
import org.trialmap.task.ContextFunction;

/**
 * Gives each call a function and an input as they were sent, so that what a call changes in them (a captured array, a field, its input) is seen by no other
 * call: results do not depend on which tasks share a partition. What cannot be changed is given to all calls as it is. Not for use by several threads at once.
 */
public final class FreshValues {
    private final byte[] function;
    private final Object[] inputs;
    private final Function<String, Object> shared;
    private final boolean givenOnce;
    private ContextFunction<Object, Object> decoded;
    private boolean reusable;

    /**
     * @param function encoded
     * @param inputs as they were sent; no call ever gets at them unless they cannot be changed, or are given out once
     * @param shared finds this process's shared values by digest
     * @param retries how often a task may be tried again
     */
    public FreshValues(byte[] function, Object[] inputs, Function<String, Object> shared, int retries) {
        this.function = function;
        this.inputs = inputs;
        this.shared = shared;
        this.givenOnce = inputs.length == 1 && retries == 0;
    }

    /** A function for one call. */
    public ContextFunction<Object, Object> function() {
        if (reusable) {
            return decoded;
        }
        @SuppressWarnings("unchecked")
        ContextFunction<Object, Object> fresh = (ContextFunction<Object, Object>) read("function", function, shared);
        if (decoded == null) {
            decoded = fresh;
            reusable = Immutable.is(fresh);
        }
        return fresh;
    }

    /** Input {@code k} for one call. */
    public Object input(int k) throws Exception {
        return givenOnce || Immutable.is(inputs[k]) ? inputs[k] : read("input", JavaCodec.encode(inputs[k]), JavaCodec.NO_SHARED_VALUES);
    }

    /** Input {@code k} for messages. */
    public Object original(int k) {
        return inputs[k];
    }

    /** Input {@code k} is not needed any more: it may have fetched its data, which must not stay until the partition ends. */
    public void forget(int k) {
        inputs[k] = null;
    }

    /** Reads what is not the only copy; the text of what goes wrong says what could not be read. */
    public static Object read(String what, byte[] bytes, Function<String, Object> shared) {
        try {
            return JavaCodec.decode(bytes, shared);
        } catch (MissingClassException e) {
            throw e;
        } catch (Throwable e) { // readObject is the user's code
            throw new IllegalStateException("The " + what + " cannot be deserialized: " + ExceptionText.words(e) + "." + SerializationCheck.cure(e), e);
        }
    }
}
