package org.trialmap.app.map;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Reason;
import org.trialmap.support.Suggestions;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskFunction;

/** Finds what {@code --function} names in the {@code --jar}s and on the class path. */
final class UserCode {
    private static final String EXAMPLE = "org.trialmap.app.examples.Rms";

    private final List<Path> jars;
    private final ClassLoader loader;

    /**
     * Makes the jars' classes visible to the calling thread and to those that it starts, Spark's among them: where the jars have libraries that Spark has, too,
     * these get Spark's. The function gets the jars' own ({@link UserLoader}).
     */
    UserCode(List<Path> jars) {
        this.jars = jars.stream().map(jar -> jar.toAbsolutePath().normalize()).toList();
        this.jars.forEach(UserCode::check);
        ClassLoader parent = Thread.currentThread().getContextClassLoader();
        loader = jars.isEmpty() ? parent : UserLoader.inDriver(this.jars, parent);
        show(this.jars);
    }

    /** Makes the classes of jars visible to the calling thread and to those that it starts, after those of the class path. */
    static void show(List<Path> jars) {
        if (!jars.isEmpty()) {
            Thread thread = Thread.currentThread();
            thread.setContextClassLoader(new URLClassLoader(UserLoader.urls(jars), thread.getContextClassLoader()));
        }
    }

    /** A function that was found here, to be called with the jars' own libraries wherever it runs. */
    @SuppressWarnings("unchecked")
    <T> ContextFunction<T, Object> withJars(ContextFunction<T, Object> function) {
        return jars.isEmpty() ? function : (ContextFunction<T, Object>) new JarFunction(UserLoader.key(jars), (ContextFunction<Object, Object>) function);
    }

    /** The jars, absolute, for executors. */
    List<Path> jars() {
        return jars;
    }

    private static void check(Path jar) {
        if (!Files.exists(jar)) {
            throw new UsageException("--jar " + jar + " does not exist. Correct the path.");
        }
        if (Files.isDirectory(jar)) {
            throw new UsageException("--jar " + jar + " is a folder. Executors get jar files: make one (jar --create --file my.jar -C " + jar
                    + " .).");
        }
        try (ZipFile file = new ZipFile(jar.toFile())) {
            file.size();
        } catch (IOException e) {
            throw new UsageException("--jar " + jar + " is not a jar file (" + Reason.of(e) + "). Build it again, or name another one.", e);
        }
    }

    /** What {@code --function} may name. */
    sealed interface Function permits Instance, Methods {}

    /** An object of a class that implements {@link TaskFunction} or {@link ContextFunction}. */
    record Instance(Object object) implements Function {}

    /** The public static methods of one name; at least one. */
    record Methods(String className, String name, List<Method> overloads) implements Function {}

    Function find(String function) {
        int colons = function.indexOf("::");
        return colons < 0 ? instance(function) : methods(function.substring(0, colons), function.substring(colons + 2));
    }

    private Function instance(String className) {
        Class<?> type = load(className, "--function " + className);
        if (!TaskFunction.class.isAssignableFrom(type) && !ContextFunction.class.isAssignableFrom(type)) {
            List<String> methods = names(type);
            throw new UsageException("--function " + className + " implements neither " + TaskFunction.class.getName() + " nor "
                    + ContextFunction.class.getName()
                    + ". Implement one of them" + (methods.isEmpty() ? "." : ", or name a public static method: " + className + "::"
                            + methods.get(0) + "."));
        }
        try {
            if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
                throw new UsageException("--function " + className + " is " + (type.isInterface() ? "an interface"
                        : Modifier.isAbstract(type.getModifiers())
                                ? "an abstract class" : "not public")
                        + ", so no object of it can be made. Name a public class that can be instantiated.");
            }
            return new Instance(type.getConstructor().newInstance());
        } catch (NoSuchMethodException e) {
            throw new UsageException("--function " + className + " has no public constructor without parameters, so no object of it can be made."
                    + " Add one (an inner"
                    + " class must be static), or name a public static method: " + className + "::METHOD.", e);
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UsageException("--function " + className + " could not be made: its constructor threw " + cause
                    + ". Correct the class, and build the jar again.", e);
        }
    }

    private Function methods(String className, String name) {
        String option = "--function " + className + "::" + name;
        Class<?> type = load(className, option);
        List<Method> named = Arrays.stream(type.getDeclaredMethods()).filter(method -> method.getName().equals(name) && !method.isSynthetic())
                .toList();
        List<Method> usable = Arrays.stream(type.getMethods()).filter(method -> method.getName().equals(name)
                && Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()).toList();
        if (usable.isEmpty() && !named.isEmpty()) {
            throw new UsageException(option + " is not " + (Modifier.isStatic(named.get(0).getModifiers()) ? "public" : "static")
                    + ". Only a public static method can be called by name: declare it 'public static'.");
        }
        if (usable.isEmpty()) {
            List<String> names = names(type);
            throw new UsageException(option + " does not exist: " + className + " has no method of that name." + Suggestions.of(name, names)
                    + (names.isEmpty() ? " It has no public static method at all." : " Its public static methods are " + Suggestions.list(names)
                            + "."));
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new UsageException(option + " cannot be called: class " + className + " is not public. Declare it 'public'.");
        }
        return new Methods(type.getName(), name, usable);
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !name.contains("$")).distinct().sorted().toList();
    }

    private Class<?> load(String className, String option) {
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            String searched = jars.isEmpty() ? "the class path; no --jar was given" : String.join(", ", jars.stream().map(Path::toString)
                    .toList()) + " and the class path";
            throw new UsageException(option + ": there is no class " + QuotedText.of(className) + "." + Suggestions.of(className, classes())
                    + " Searched: " + searched + ". Give the full name with its package (inner classes as Outer$Inner), and the jar with --jar.", e);
        } catch (LinkageError e) {
            throw new UsageException(option + ": class " + className + " cannot be loaded (" + e + "). Either it was built for a newer Java than"
                    + " this one ("
                    + System.getProperty("java.version") + "), or a jar that it needs is missing: add it with --jar.", e);
        }
    }

    /** Class names in the jars, for suggestions; and our own examples. */
    private List<String> classes() {
        List<String> classes = new ArrayList<>(List.of(EXAMPLE, "org.trialmap.app.examples.LineLength"));
        for (Path jar : jars) {
            try (ZipFile file = new ZipFile(jar.toFile()); Stream<? extends java.util.zip.ZipEntry> entries = file.stream()) {
                entries.map(entry -> entry.getName()).filter(name -> name.endsWith(".class")).map(name -> name.substring(0,
                        name.length() - 6).replace('/', '.'))
                        .forEach(classes::add);
            } catch (IOException e) {
                continue; // it was readable a moment ago; the message does without suggestions
            }
        }
        return classes;
    }
}
