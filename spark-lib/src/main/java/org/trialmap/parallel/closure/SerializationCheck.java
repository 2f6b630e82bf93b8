package org.trialmap.parallel.closure;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.trialmap.support.ExceptionText;
import org.trialmap.task.Inputs;

/** Finds out, before anything starts, what cannot be serialized, and says which captured variable or field it is. */
public final class SerializationCheck {
    private static final int DEEPEST = 12;
    private static final String CURES = " Make its class implement java.io.Serializable, copy what you need of it into a local variable first, or create it"
            + " inside the function; a large value that does serialize goes by share(value).";

    private static final String DEEP = " Its objects are linked too deep for Java serialization, which follows each link with a call: use arrays or lists instead.";
    private static final String BIG = " It does not fit into memory while it is being serialized, or into the 2 GiB that Java serialization can hold: take less per task, give"
            + " the processes more memory (spark.driver.memory, spark.executor.memory), or save(...) results as arrays instead of collecting them.";

    private SerializationCheck() {}

    /** Encodes a function; {@code met} receives the shared values it uses, {@code classes} the classes of what it is made of. */
    public static byte[] function(Object function, Object user, Map<String, SharedValue<?>> met, Consumer<Class<?>> classes) {
        SessionLoaders.remember(user.getClass());
        try {
            return JavaCodec.encode(function, met, classes);
        } catch (Throwable e) { // writeObject is the user's code
            throw new NotSerializableFunctionException(explainFunction(user, e), e);
        }
    }

    /** The text of the refusal of a value that is not a function. */
    static String explain(String what, Object value, Throwable cause) {
        Optional<String> path = cause instanceof VirtualMachineError ? Optional.empty() : culprit(value);
        String where = path.map(p -> p.isEmpty() ? "" : " (through " + p.substring(1) + ")").orElse("");
        return what + " of type " + value.getClass().getName() + " cannot be serialized: " + reason(cause) + where + "." + cure(cause);
    }

    /** Encodes what a task returned. */
    public static byte[] result(Object value) {
        try {
            return JavaCodec.encode(value);
        } catch (Throwable e) {
            throw new NotSerializableFunctionException(explain("The result", value, e), e);
        }
    }

    /** Refuses the input of a task if it cannot be serialized. */
    public static void input(Inputs<?> inputs, int task, Object element, Consumer<Class<?>> classes) {
        try {
            JavaCodec.encode(element, null, classes);
        } catch (Throwable e) {
            throw new NotSerializableFunctionException(explain("Input " + task + " (" + inputs.label(task) + ")", element, e), e);
        }
    }

    private static String explainFunction(Object user, Throwable cause) {
        Optional<SerializedLambda> lambda = FunctionIdentity.lambda(user);
        String captured = lambda.isPresent() ? inLambda(lambda.get(), cause) : culprit(user).filter(path -> !(cause instanceof VirtualMachineError))
                .map(path -> path.isEmpty() ? "" : ": its field " + path.substring(1) + " is the one").orElse("");
        return "The function " + FunctionIdentity.inFull(user) + " cannot be serialized: " + reason(cause) + captured + "." + cure(cause);
    }

    private static String inLambda(SerializedLambda lambda, Throwable cause) {
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object captured = lambda.getCapturedArg(i);
            Optional<String> path = cause instanceof VirtualMachineError ? tooBig(captured) : culprit(captured);
            if (path.isPresent()) {
                return ": " + capturedName(lambda, i) + " (" + captured.getClass().getName() + ")" + (path.get().isEmpty() ? "" : ", in its field " + path.get().substring(1)) + " is the one";
            }
        }
        return "";
    }

    /** For example {@code the captured variable 'table'}. */
    static String capturedName(SerializedLambda lambda, int i) {
        boolean self = i == 0 && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
        return self ? "the enclosing object 'this'" : "the captured variable '" + CapturedNames.of(lambda, i) + "'";
    }

    private static Optional<String> tooBig(Object captured) {
        return serializes(captured) ? Optional.empty() : Optional.of("");
    }

    private static String reason(Throwable cause) {
        Throwable root = ExceptionText.root(cause);
        return root instanceof NotSerializableException unfit ? unfit.getMessage() + " is not serializable"
                : root instanceof InvalidObjectException invalid ? invalid.getMessage() : ExceptionText.words(cause).replaceFirst("\\.$", "");
    }

    /** What to do about a value that could not be serialized or deserialized for this reason; empty if it is the user's code that knows. */
    public static String cure(Throwable cause) {
        Throwable root = ExceptionText.root(cause);
        return root instanceof StackOverflowError ? DEEP : root instanceof OutOfMemoryError ? BIG
                : root instanceof NotSerializableException || root instanceof InvalidObjectException ? CURES : "";
    }

    private static Optional<String> culprit(Object value) {
        return culprit(value, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
    }

    /** The field path from {@code value} to what cannot be serialized, as {@code .a.b[3]}; "" for itself, empty if nothing was found. */
    private static Optional<String> culprit(Object value, Set<Object> seen, int depth) {
        if (value == null || depth > DEEPEST || !seen.add(value) || serializes(value)) {
            return Optional.empty();
        }
        if (!(value instanceof Serializable)) {
            return Optional.of("");
        }
        if (value instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                Optional<String> inner = culprit(array[i], seen, depth + 1);
                if (inner.isPresent()) {
                    return Optional.of("[" + i + "]" + inner.get());
                }
            }
            return Optional.of("");
        }
        if (value instanceof List<?> list) {
            Iterator<?> elements = list.iterator();
            for (int i = 0; elements.hasNext(); i++) {
                Optional<String> inner = culprit(elements.next(), seen, depth + 1);
                if (inner.isPresent()) {
                    return Optional.of("[" + i + "]" + inner.get());
                }
            }
            return Optional.of("");
        }
        return inFields(value, seen, depth);
    }

    private static Optional<String> inFields(Object value, Set<Object> seen, int depth) {
        for (Class<?> type = value.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers()) || field.getType().isPrimitive()) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    Optional<String> inner = culprit(field.get(value), seen, depth + 1);
                    if (inner.isPresent()) {
                        return Optional.of("." + field.getName() + inner.get());
                    }
                } catch (ReflectiveOperationException | RuntimeException e) {
                    // a closed module's class: what it holds stays its secret
                    continue;
                }
            }
        }
        return Optional.of("");
    }

    private static boolean serializes(Object value) {
        try {
            JavaCodec.encode(value, new java.util.HashMap<>(), type -> {});
            return true;
        } catch (Throwable e) {
            return false;
        }
    }
}
