import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles a module's main sources once more, without writing classes, and fails on any warning of javac (-Xlint, -Xdoclint) and any error of Error Prone. Run by Maven
 * in phase verify, as a single source file, so that other builds do not pay for it.
 * <p>
 * It takes the place of -Werror, which javac 17 cannot be given here: "using incubating module(s)" (the Vector API) is a warning that no option turns off.
 */
public final class CheckSources {
    private static final Set<String> UNAVOIDABLE = Set.of("compiler.warn.incubating.modules");

    private static final List<String> OPTIONS = List.of("-source", "17", "-target", "17", "-encoding", "UTF-8", "-proc:none", "--add-modules", "jdk.incubator.vector",
            // As in the build: "serial" would ask for a number in each serializable record, "classfile" and "path" are about other people's jars.
            "-Xlint:all,-processing,-serial,-classfile,-path", "-Xdoclint:all/private,-missing", "-Xmaxwarns", "1000",
            "-Xplugin:ErrorProne -XepDisableAllWarnings", "-XDcompilePolicy=simple", "-XDshould-stop.ifError=FLOW", "-XDshould-stop.ifNoError=FLOW");

    public static void main(String[] arguments) throws IOException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-cp", expanded(arguments[0]), "-processorpath", arguments[1]));
        List<Path> sources = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            sources.addAll(sources(Path.of(arguments[i])));
        }
        List<String> faults = faults(options, sources);
        faults.forEach(System.err::println);
        System.out.println(sources.size() + " sources checked, " + faults.size() + " faults");
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    /** Where a folder's jars are all meant ({@code FOLDER/*}), their names: the compiler does this for its own command line alone. */
    private static String expanded(String classPath) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!entry.endsWith("/*")) {
                entries.add(entry);
                continue;
            }
            try (Stream<Path> jars = Files.list(Path.of(entry.substring(0, entry.length() - 2)))) {
                jars.map(Path::toString).filter(jar -> jar.endsWith(".jar")).sorted().forEach(entries::add);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static List<String> faults(List<String> options, List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
        }
        return found.getDiagnostics().stream().filter(CheckSources::isFault).map(Diagnostic::toString).collect(Collectors.toList());
    }

    private static boolean isFault(Diagnostic<?> diagnostic) {
        return diagnostic.getKind() != Diagnostic.Kind.NOTE && !UNAVOIDABLE.contains(diagnostic.getCode());
    }
}
