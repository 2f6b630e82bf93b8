package org.trialmap.parallel.closure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a function or an input is made of that belongs to a JShell session, as Java notebooks are: classes and lambdas. JShell makes a class of each snippet; the session's variables and
 * methods are static members of such classes. Other processes need the methods that can be called, the classes that these use, and the variables' values.
 */
public final class JShellClasses implements Consumer<Class<?>> {
    private static final String PREFIX = "REPL.$JShell$";

    private final Set<Class<?>> met = new LinkedHashSet<>();
    private final Map<String, JShellFile> files = new TreeMap<>();
    /** Methods by class that can be called: of a snippet's class those that are, of others all. */
    private final Map<String, Set<String>> called = new TreeMap<>();
    private final Set<String> fields = new TreeSet<>();

    /** A static variable as it is now. */
    private record Variable(Field field, Object value) {}

    static boolean isOfSession(String name) {
        return name.startsWith(PREFIX);
    }

    private static boolean isOfSnippet(String name) {
        return name.indexOf('$', PREFIX.length()) < 0;
    }

    @Override
    public void accept(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (isOfSession(element.getName())) {
            SessionLoaders.remember(element);
            met.add(element);
        }
    }

    /** A lambda whose class has been, or will be, met. */
    void accept(SerializedLambda lambda) {
        String name = lambda.getImplClass().replace('/', '.');
        if (isOfSession(name)) {
            called.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(lambda.getImplMethodName() + lambda.getImplMethodSignature());
        }
    }

    /**
     * What other processes need of the session.
     *
     * @param what made of these classes, for example {@code The function f}
     * @param shared receives the shared values that the session's variables hold
     * @return null if nothing of a session was met
     * @throws NotSerializableFunctionException if a variable cannot be serialized, or the session does not hand out its classes
     */
    public JShellSnapshot snapshot(String what, String master, Map<String, SharedValue<?>> shared) {
        if (met.isEmpty()) {
            return null;
        }
        byte[] encoded;
        int known;
        do { // the variables' values may be of classes, and hold lambdas, that nothing else refers to
            follow(what, master);
            known = size();
            encoded = encode(variables(), what, shared);
        } while (size() > known);
        Map<String, byte[]> sent = new TreeMap<>();
        files.forEach((name, file) -> sent.put(name, file.with(called.getOrDefault(name, Set.of()))));
        return new JShellSnapshot(SessionLoaders.token(met.iterator().next()), sent, encoded);
    }

    /** Refuses a shared value: other processes keep it for all maps, and make the session's classes anew for each. */
    public void refuseShared(String master) {
        if (!met.isEmpty()) {
            throw new NotSerializableFunctionException(
                    "The shared value is made of the class " + met.iterator().next().getName() + " of a Java notebook or JShell session, which the processes of " + master
                            + " get anew with each map, while they keep shared values. Share an array, a list, a map or an object of a class that is in a jar, or run with local[*].",
                    null);
        }
    }

    private int size() {
        return met.size() + called.values().stream().mapToInt(Set::size).sum();
    }

    /** Until nothing new is found: methods that can be called, and what they use. */
    private void follow(String what, String master) {
        int known;
        do {
            known = size();
            for (Class<?> type : List.copyOf(met)) {
                JShellFile file = files.computeIfAbsent(type.getName(), name -> new JShellFile(file(type, what, master)));
                Set<String> methods = called.computeIfAbsent(type.getName(), name -> new LinkedHashSet<>());
                if (!isOfSnippet(type.getName())) {
                    methods.addAll(file.methods().keySet());
                }
                file.related().forEach(name -> met.add(load(name, type.getClassLoader())));
                for (String method : List.copyOf(methods)) {
                    use(file.methods().getOrDefault(method, new JShellFile.Uses()), type.getClassLoader());
                }
            }
        } while (size() > known);
    }

    private void use(JShellFile.Uses uses, ClassLoader loader) {
        uses.classes().forEach(name -> met.add(load(name, loader)));
        fields.addAll(uses.fields());
        uses.calls().forEach((name, methods) -> {
            if (isOfSession(name)) {
                called.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(methods);
            }
        });
    }

    private static byte[] file(Class<?> type, String what, String master) {
        try (InputStream file = type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            if (file != null) {
                return file.readAllBytes();
            }
        } catch (IOException e) {
            throw refused(type, what, master, e);
        }
        throw refused(type, what, master, null);
    }

    private static NotSerializableFunctionException refused(Class<?> type, String what, String master, Throwable cause) {
        return new NotSerializableFunctionException(what + " is made of the class " + type.getName() + " of a Java notebook or JShell session that does not hand out its classes: the"
                + " processes of " + master + " cannot have it, nor the session's variables. Use the kernel of \"trialmap notebook install\", put what the tasks need into a jar (spark.jars or"
                + " SparkContext.addJar) and give it values by its inputs or captured, or run with local[*].", cause);
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The session refers to its class " + name + ", but does not have it.", e);
        }
    }

    private List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        for (Class<?> type : met) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()) && fields.contains(type.getName() + "." + field.getName())) {
                    variables.add(new Variable(field, value(field)));
                }
            }
        }
        return variables;
    }

    private static Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible.", e);
        }
    }

    private byte[] encode(List<Variable> variables, String what, Map<String, SharedValue<?>> shared) {
        String[] types = variables.stream().map(variable -> variable.field.getDeclaringClass().getName()).toArray(String[]::new);
        String[] names = variables.stream().map(variable -> variable.field.getName()).toArray(String[]::new);
        Object[] values = variables.stream().map(Variable::value).toArray();
        try {
            return JavaCodec.encode(new JShellSnapshot.Variables(types, names, values), shared, this);
        } catch (Throwable e) { // writeObject is the user's code
            Variable culprit = variables.stream().filter(variable -> !serializes(variable.value)).findFirst().orElseThrow(() -> new NotSerializableFunctionException(
                    what + " uses variables of the notebook that cannot be serialized: " + e + "." + SerializationCheck.cure(e), e));
            throw new NotSerializableFunctionException(SerializationCheck.explain("The variable '" + culprit.field.getName() + "' of the notebook, which "
                    + what.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + what.substring(1) + " uses,", culprit.value, e), e);
        }
    }

    private static boolean serializes(Object value) {
        try {
            JavaCodec.encode(value, new HashMap<>(), type -> {});
            return true;
        } catch (Throwable e) { // as above
            return false;
        }
    }
}
