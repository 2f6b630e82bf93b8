package org.trialmap.parallel.closure;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;
import org.trialmap.task.NamedFunction;

/** Names and values of what a function has captured, so that a run that is refused can say which of them differ. */
final class CapturedValues {
    private static final String UNKNOWN = "-";

    private CapturedValues() {}

    /** By what each is called in messages, for example {@code the captured variable 'table'}, {@code its field 'by'}. */
    static Map<String, Object> of(Object user) {
        Map<String, Object> values = new LinkedHashMap<>();
        FunctionIdentity.lambda(user).ifPresentOrElse(lambda -> {
            for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
                values.put(SerializationCheck.capturedName(lambda, i), lambda.getCapturedArg(i));
            }
        }, () -> fields(user, values));
        return values;
    }

    private static void fields(Object user, Map<String, Object> values) {
        for (Field field : user.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    values.put("its field '" + field.getName() + "'", field.get(user));
                } catch (ReflectiveOperationException | RuntimeException e) {
                    continue; // a closed module's class
                }
            }
        }
    }

    /** With the variables of a notebook that the function reads, in words; nothing of our own functions, whose options are known by other names. */
    static Map<String, String> texts(Object user) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!(user instanceof NamedFunction)) {
            of(user).forEach((name, value) -> {
                if (!SessionCode.isCell(value)) {
                    texts.put(name, text(value));
                }
            });
            SessionCode.of(user).ifPresent(code -> texts.putAll(code.variables()));
        }
        return texts;
    }

    /** A digest, and the value if it is a number or the like: a text may be a password, and others may read the record of a run. */
    static String text(Object value) {
        boolean shown = value instanceof Number || value instanceof Boolean || value instanceof Enum<?>;
        return digest(value) + " " + (shown ? Inputs.labelOf(value) : "");
    }

    private static String digest(Object value) {
        try {
            return new Fingerprint().add(value).hex().substring(0, 16);
        } catch (RuntimeException | StackOverflowError e) { // cannot be serialized, which is said where it is sent
            return UNKNOWN;
        }
    }
}
