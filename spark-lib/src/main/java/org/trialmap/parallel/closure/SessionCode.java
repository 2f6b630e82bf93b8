package org.trialmap.parallel.closure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.trialmap.support.SessionNames;
import org.trialmap.task.Fingerprint;

/**
 * What identifies a function of a notebook, Java or Scala: the code of all methods of the notebook that it can reach, and the variables of the notebook that these read. Names of cells'
 * classes do not, since they change when a cell runs again.
 */
final class SessionCode {
    private final ClassLoader loader;
    private final Map<String, JShellFile> files = new HashMap<>();
    private final Map<String, Set<String>> called = new LinkedHashMap<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final Map<Class<?>, Object> cells = new IdentityHashMap<>();

    private SessionCode(ClassLoader loader) {
        this.loader = loader;
    }

    /** Empty if the function is of no session, or of one that does not hand out its classes. */
    static Optional<SessionCode> of(Object user) {
        Optional<SerializedLambda> lambda = FunctionIdentity.lambda(user);
        String start = lambda.map(found -> found.getImplClass().replace('/', '.')).orElse(user.getClass().getName());
        if (!SessionNames.isOfSession(start)) {
            return Optional.empty();
        }
        SessionCode code = new SessionCode(user.getClass().getClassLoader());
        try {
            code.called.computeIfAbsent(start, name -> new LinkedHashSet<>());
            lambda.ifPresent(found -> code.start(start, found));
            code.follow();
            return Optional.of(code);
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private void start(String owner, SerializedLambda lambda) {
        called.get(owner).add(lambda.getImplMethodName() + lambda.getImplMethodSignature());
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object captured = lambda.getCapturedArg(i);
            if (isCell(captured)) {
                cells.put(captured.getClass(), captured);
            }
        }
    }

    static boolean isCell(Object value) {
        return value != null && SessionNames.isCell(value.getClass().getName());
    }

    private void follow() throws IOException, ReflectiveOperationException {
        int known;
        do {
            known = size();
            for (String name : List.copyOf(called.keySet())) {
                JShellFile file = file(name);
                Set<String> methods = called.get(name);
                if (!SessionNames.isCell(name)) {
                    methods.addAll(file.methods().keySet());
                }
                for (String method : List.copyOf(methods)) {
                    use(file.methods().getOrDefault(method, new JShellFile.Uses()));
                }
            }
            readCells();
        } while (size() > known);
    }

    private int size() {
        return called.values().stream().mapToInt(Set::size).sum() + called.size() + fields.size() + cells.size();
    }

    private JShellFile file(String name) throws IOException {
        JShellFile known = files.get(name);
        if (known == null) {
            try (InputStream file = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new IOException(name + " is not handed out");
                }
                known = new JShellFile(file.readAllBytes());
                files.put(name, known);
            }
        }
        return known;
    }

    private void use(JShellFile.Uses uses) {
        uses.classes().forEach(name -> called.computeIfAbsent(name, key -> new LinkedHashSet<>()));
        fields.addAll(uses.fields());
        uses.calls().forEach((name, methods) -> {
            if (SessionNames.isOfSession(name)) {
                called.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(methods);
            }
        });
    }

    /** Scala's cells are objects that refer to each other. */
    private void readCells() throws ReflectiveOperationException {
        for (Variable variable : read()) {
            if (isCell(variable.value)) {
                cells.putIfAbsent(variable.value.getClass(), variable.value);
            }
        }
    }

    private record Variable(String name, Object value) {}

    /** Variables of cells that are read; those of objects are part of what holds the objects. */
    private List<Variable> read() throws ReflectiveOperationException {
        List<Variable> variables = new ArrayList<>();
        for (String place : fields) {
            int dot = place.lastIndexOf('.');
            if (!SessionNames.isOfSession(place.substring(0, dot))) {
                continue;
            }
            Class<?> owner = Class.forName(place.substring(0, dot), false, loader);
            Field field = owner.getDeclaredField(place.substring(dot + 1));
            boolean isStatic = Modifier.isStatic(field.getModifiers());
            boolean constant = isStatic && Modifier.isFinal(field.getModifiers()) && !SessionNames.isCell(owner.getName());
            if (!constant && (isStatic || cells.containsKey(owner))) {
                field.setAccessible(true);
                variables.add(new Variable(field.getName(), field.get(isStatic ? null : cells.get(owner))));
            }
        }
        return variables;
    }

    /** Sixteen hexadecimal digits. */
    String code() {
        List<String> digests = new ArrayList<>();
        called.forEach((name, methods) -> digests.add(new Fingerprint().add(files.get(name).code(methods, SessionNames.isCell(name))).hex()));
        return new Fingerprint().add(digests.stream().sorted().toList()).hex().substring(0, 16);
    }

    /** Values by name, as {@link CapturedValues} tells them. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        try {
            for (Variable variable : read()) {
                if (!isCell(variable.value)) {
                    variables.merge("the variable '" + variable.name + "'", CapturedValues.text(variable.value), (one, other) -> one + ", " + other);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The session's variables were read before.", e);
        }
        return variables;
    }
}
