package org.trialmap.app.map;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.trialmap.app.cli.OwnJar;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.LocalPath;
import org.trialmap.support.Reason;
import org.trialmap.task.Fingerprint;

/**
 * A single Java source file that {@code --function} names: it is compiled in memory, and its classes are packed into a jar that executors get as every other one.
 *
 * @param jar temporary, removed when this process ends
 * @param function the class or method, as {@link UserCode#find} takes it
 */
record SourceFile(Path jar, String function) {
    private static final Pattern NAMED = Pattern.compile("(?<file>.*\\.java)(?<method>::\\w+)?");
    private static final int MOST_ERRORS = 5;

    static boolean isNamedBy(String function) {
        return NAMED.matcher(function).matches();
    }

    /** Compiles what {@code FILE.java} or {@code FILE.java::METHOD} names, against the jars and the class path. */
    static SourceFile compile(String function, List<Path> jars) {
        Matcher named = NAMED.matcher(function);
        if (!named.matches()) {
            throw new IllegalArgumentException(function + " names no source file.");
        }
        Path file = LocalPath.of(Path.of(named.group("file")));
        String method = named.group("method") == null ? "" : named.group("method");
        Map<String, byte[]> classes = classes(file, jars, ToolProvider.getSystemJavaCompiler());
        String stem = file.getFileName().toString().replaceFirst("\\.java$", "");
        String main = classes.keySet().stream().filter(name -> name.equals(stem) || name.endsWith("." + stem)).findFirst().orElseThrow(() -> new UsageException("--function " + file
                + " has no class " + stem + ", but " + String.join(", ", classes.keySet()) + ". The file of a public class has its name: rename the file or the class."));
        return new SourceFile(jar(stem, classes), main + method);
    }

    /** @param compiler null where there is none */
    static Map<String, byte[]> classes(Path file, List<Path> jars, JavaCompiler compiler) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--function " + file + ": there is no such file. Correct the path, or name a class with its package, and its jar with --jar.");
        }
        if (compiler == null) {
            throw new UsageException("--function " + file + " cannot be compiled: the Java in " + System.getProperty("java.home") + " is one without a compiler (a JRE). Run with a JDK (JAVA_HOME), or"
                    + " compile the file elsewhere and give its jar with --jar.");
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        String classPath = Stream.of(jars.stream().map(Path::toString), OwnJar.path().stream().map(Path::toString), Stream.of(System.getProperty("java.class.path"))) // spark-submit's has no jar of ours
                .flatMap(paths -> paths).collect(Collectors.joining(java.io.File.pathSeparator));
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(problems, Locale.ROOT, null); InMemory memory = new InMemory(standard)) {
            boolean compiled = compiler.getTask(null, memory, problems, List.of("-classpath", classPath, "-proc:none", "-parameters", "-g", "-nowarn"), null,
                    standard.getJavaFileObjects(file)).call();
            if (!compiled) {
                throw new UsageException("--function " + file + " does not compile:" + errors(problems) + " Correct it.");
            }
            return memory.classes();
        } catch (IOException e) {
            throw new UsageException("--function " + file + " cannot be compiled: " + Reason.of(e) + ". Correct the path or its permissions.", e);
        }
    }

    private static String errors(DiagnosticCollector<JavaFileObject> problems) {
        List<String> errors = problems.getDiagnostics().stream().filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> "line " + problem.getLineNumber() + ": " + problem.getMessage(Locale.ROOT).replaceAll("\\s*\\n\\s*", "; ")).toList();
        return errors.stream().limit(MOST_ERRORS).collect(Collectors.joining("\n  ", "\n  ", "\n")) + (errors.size() > MOST_ERRORS ? "  ... and " + (errors.size() - MOST_ERRORS) + " more\n" : "");
    }

    /** Its name has a digest of the classes, since executors keep all jars in one folder. */
    private static Path jar(String stem, Map<String, byte[]> classes) {
        try {
            Path folder = Files.createTempDirectory("trialmap-source-");
            folder.toFile().deleteOnExit(); // after what is in it: the last one asked for goes first
            Path jar = folder.resolve(stem + "-" + new Fingerprint().add(classes).hex().substring(0, 12) + ".jar");
            jar.toFile().deleteOnExit();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (Map.Entry<String, byte[]> compiled : classes.entrySet()) {
                    out.putNextEntry(new JarEntry(compiled.getKey().replace('.', '/') + ".class"));
                    out.write(compiled.getValue());
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("The compiled classes cannot be written to " + System.getProperty("java.io.tmpdir") + ": " + Reason.of(e) + ". Point java.io.tmpdir at a folder that can be"
                    + " written.", e);
        }
    }

    /** Keeps classes by name instead of writing files. */
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final List<Compiled> compiled = new ArrayList<>();

        InMemory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            Compiled file = new Compiled(className, kind);
            compiled.add(file);
            return file;
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            compiled.forEach(file -> classes.put(file.className, file.bytes.toByteArray()));
            return classes;
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {
        private final String className;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Compiled(String className, Kind kind) {
            super(URI.create("mem:///" + className.replace('.', '/') + kind.extension), kind);
            this.className = className;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
