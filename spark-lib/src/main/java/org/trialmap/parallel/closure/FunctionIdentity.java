package org.trialmap.parallel.closure;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.NamedFunction;

/**
 * What a function is called and what it captured.
 *
 * @param name short, fit for a file name: the method's or the class's
 * @param function class and method
 * @param captured digest of the captured values
 */
public record FunctionIdentity(String name, String function, String captured) {
    private static final String NAMELESS = "map";

    public static FunctionIdentity of(ContextFunction<?, ?> function) {
        return ofUser(unwrap(function));
    }

    /** Of the object that the user wrote. */
    public static FunctionIdentity ofUser(Object user) {
        Optional<SerializedLambda> lambda = lambda(user);
        return lambda.isPresent() ? ofLambda(lambda.get()) : ofObject(user);
    }

    /**
     * As runs keep it: a function of a notebook by its code and the variables that it reads, since the names of its cells change when they run again.
     *
     * @param user the object that the user wrote
     */
    public FunctionIdentity stored(Object user) {
        return SessionCode.of(user).map(code -> {
            Fingerprint captured = new Fingerprint();
            lambda(user).ifPresentOrElse(lambda -> {
                for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
                    captured.add(SessionCode.isCell(lambda.getCapturedArg(i)) ? null : lambda.getCapturedArg(i));
                }
            }, () -> captured.add(user));
            code.variables().forEach((name, text) -> captured.add(name).add(text.replaceAll(" .*", "")));
            String what = name.equals(NAMELESS) ? "a lambda" : name;
            return new FunctionIdentity(name, what + " of a notebook, code " + code.code(), captured.hex().substring(0, 16));
        }).orElse(this);
    }

    /** Values that the function has captured, by name: a digest, a space, and the value where it may be told. */
    public static Map<String, String> values(Object user) {
        return CapturedValues.texts(user);
    }

    /** The object that the user wrote. */
    public static Object unwrap(ContextFunction<?, ?> function) {
        Object inner = function;
        while (inner instanceof Wrapper wrapper) {
            inner = wrapper.wrapped();
        }
        return inner instanceof ContextFunction.IgnoringContext<?, ?> ignoring ? ignoring.function() : inner;
    }

    private static FunctionIdentity ofLambda(SerializedLambda lambda) {
        String method = lambda.getImplMethodName();
        boolean nameless = method.startsWith("lambda$") || method.contains("$anonfun$") || method.contains("$");
        List<Object> captured = new ArrayList<>();
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            captured.add(lambda.getCapturedArg(i));
        }
        String name = method.equals("<init>") ? simpleName(lambda.getImplClass()) : method;
        return new FunctionIdentity(nameless ? NAMELESS : name, lambda.getImplClass().replace('/', '.') + "::" + method, digest(captured));
    }

    private static FunctionIdentity ofObject(Object user) {
        if (user instanceof NamedFunction named) {
            return new FunctionIdentity(named.name(), named.function(), digest(user));
        }
        String name = simpleName(user.getClass().getName());
        return new FunctionIdentity(name.isEmpty() || name.matches("\\d+") ? NAMELESS : name, user.getClass().getName(), digest(user));
    }

    /** The function's class and a digest of its bytes, which change with its code; empty where there is no file of it, as for a class made at run time. */
    public static String code(Object user) {
        Class<?> type = user.getClass();
        if (SessionCode.of(user).isPresent()) {
            return ""; // in its identity
        }
        try {
            Optional<SerializedLambda> lambda = lambda(user);
            if (lambda.isPresent()) {
                type = Class.forName(lambda.get().getImplClass().replace('/', '.'), false, type.getClassLoader());
            } else if (user instanceof NamedFunction named) {
                type = named.code();
            }
            ClassLoader loader = type == null ? null : type.getClassLoader();
            try (InputStream bytes = loader == null ? null : loader.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
                return bytes == null ? "" : type.getName() + " " + digest(bytes.readAllBytes());
            }
        } catch (IOException | ClassNotFoundException | LinkageError e) {
            return "";
        }
    }

    private static String digest(Object captured) {
        return new Fingerprint().add(captured).hex().substring(0, 16);
    }

    private static String simpleName(String className) {
        return className.substring(Math.max(className.lastIndexOf('/'), Math.max(className.lastIndexOf('.'), className.lastIndexOf('$'))) + 1);
    }

    /** Class and method, for messages. */
    public static String inFull(Object user) {
        return lambda(user).map(lambda -> lambda.getImplClass().replace('/', '.') + "::" + lambda.getImplMethodName()).orElse(user.getClass().getName());
    }

    /** What a lambda or method reference was compiled to; empty for other objects. */
    static Optional<SerializedLambda> lambda(Object function) {
        if (!(function instanceof Serializable)) {
            return Optional.empty();
        }
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(function) instanceof SerializedLambda lambda ? Optional.of(lambda) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
