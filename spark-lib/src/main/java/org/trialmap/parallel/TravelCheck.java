package org.trialmap.parallel;

import java.io.IOException;
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
import org.trialmap.task.Inputs;
import org.trialmap.task.Reason;

/** Finds out, before anything starts, what cannot travel to other processes, and says which captured variable or field it is. */
final class TravelCheck {
    private static final int DEEPEST = 12;
    private static final String CURES = " Make its class implement java.io.Serializable, copy what you need of it into a local variable first, or create it"
            + " inside the function; a large value that does serialize goes by share(value).";

    private TravelCheck() {}

    /** Encodes a function; {@code met} receives the shared values it uses. */
    static byte[] function(Object function, Object user, Map<String, SharedHandle<?>> met) {
        SessionLoaders.remember(user.getClass());
        try {
            return Codec.encode(function, met);
        } catch (IOException | RuntimeException e) {
            throw new CannotTravelException(explainFunction(user, e), e);
        }
    }

    /** The text of the refusal of a value that is not a function. */
    static String explain(String what, Object value, Exception cause) {
        Optional<String> path = culprit(value, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
        String where = path.map(p -> p.isEmpty() ? "" : " (through " + p.substring(1) + ")").orElse("");
        return what + " of type " + value.getClass().getName() + " cannot travel to other processes: " + reason(cause) + where + "." + CURES;
    }

    /** Refuses the input of a task if it cannot travel. */
    static void input(Inputs<?> inputs, int task, Object element) {
        try {
            Codec.encode(element);
        } catch (IOException | RuntimeException e) {
            throw new CannotTravelException(explain("Input " + task + " (" + inputs.label(task) + ")", element, e), e);
        }
    }

    private static String explainFunction(Object user, Exception cause) {
        Optional<SerializedLambda> lambda = FunctionIdentity.lambda(user);
        String captured = lambda.isPresent() ? inLambda(lambda.get()) : culprit(user, Collections.newSetFromMap(new IdentityHashMap<>()), 0)
                .map(path -> path.isEmpty() ? "" : ": its field " + path.substring(1) + " is the one").orElse("");
        String name = lambda.map(l -> l.getImplClass().replace('/', '.') + "::" + l.getImplMethodName()).orElse(user.getClass().getName());
        return "The function " + name + " cannot travel to other processes: " + reason(cause) + captured + "." + CURES;
    }

    private static String inLambda(SerializedLambda lambda) {
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object captured = lambda.getCapturedArg(i);
            Optional<String> path = culprit(captured, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
            if (path.isPresent()) {
                boolean self = i == 0 && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
                String name = self ? "the enclosing object 'this'" : "the captured variable '" + CapturedNames.of(lambda, i) + "'";
                return ": " + name + " (" + captured.getClass().getName() + ")" + (path.get().isEmpty() ? "" : ", in its field " + path.get().substring(1)) + " is the one";
            }
        }
        return "";
    }

    private static String reason(Exception cause) {
        Throwable root = Failures.root(cause);
        return root instanceof NotSerializableException ? root.getMessage() + " is not serializable" : Reason.of(root);
    }

    /** The field path from {@code value} to what cannot be serialized, as {@code .a.b[3]}; "" for itself, empty if nothing was found. */
    private static Optional<String> culprit(Object value, Set<Object> seen, int depth) {
        if (value == null || depth > DEEPEST || !seen.add(value) || travels(value)) {
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

    private static boolean travels(Object value) {
        try {
            Codec.encode(value, new java.util.HashMap<>());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
