package org.trialmap.notebook;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.trialmap.support.FileTree;

/** A kernel, as Jupyter starts it: {@code trialmap notebook kernel java|scala CONNECTION_FILE}. Ends with Jupyter. */
public final class KernelMain {
    /** By which Spark knows the classes of a REPL that it serves to executors. */
    private static final String CLASSES = "spark.repl.class.outputDir";

    private KernelMain() {}

    /** @param arguments the language and the connection file */
    public static void main(String[] arguments) throws Exception {
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[1]))));
        TrialmapKernel kernel = switch (arguments[0]) {
            case "java" -> new TrialmapKernel(java(), version(), starting(KernelMain::javaCells));
            case "scala" -> new TrialmapKernel(scala(), version(), starting(KernelMain::scalaCells));
            default -> throw new IllegalArgumentException("There is no kernel for '" + arguments[0] + "': it is java or scala.");
        };
        endWithJupyter(System.getenv("JPY_PARENT_PID"));
        kernel.onStartup();
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    private interface Start {
        Cells start() throws IOException;
    }

    private static Supplier<Cells> starting(Start start) {
        return () -> {
            try {
                return start.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static Cells javaCells() throws IOException {
        return new JavaCells(classPath());
    }

    private static Cells scalaCells() throws IOException {
        Path classes = Files.createTempDirectory("trialmap-cells");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                FileTree.delete(classes);
            } catch (IOException e) {
                System.err.println("trialmap: " + classes + " is left behind: " + e.getMessage());
            }
        }));
        System.setProperty(CLASSES, classes.toString());
        return new ScalaCells(classPath(), classes);
    }

    /** The compilers understand neither a jar that only refers to others nor a folder of jars. Scala's needs its own classes, too. */
    private static String classPath() throws IOException {
        Path distribution = Path.of(System.getenv("SPARK_HOME"));
        try (Stream<Path> spark = Files.list(distribution.resolve("jars")); Stream<Path> own = Files.list(distribution.resolve("notebook"))) {
            return Stream.concat(spark, own).map(Path::toString).filter(jar -> jar.endsWith(".jar")).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static void endWithJupyter(String process) {
        if (process != null && process.matches("\\d+")) {
            ProcessHandle.of(Long.parseLong(process)).ifPresent(jupyter -> jupyter.onExit().thenRun(() -> System.exit(0)));
        }
    }

    private static String version() {
        String version = KernelMain.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    private static LanguageInfo java() {
        return new LanguageInfo.Builder("java").version(Runtime.version().toString()).mimetype("text/x-java-source").fileExtension(".java").pygments("java").codemirror("java").build();
    }

    private static LanguageInfo scala() {
        return new LanguageInfo.Builder("scala").version(scala.util.Properties.versionNumberString()).mimetype("text/x-scala").fileExtension(".scala").pygments("scala")
                .codemirror("text/x-scala").build();
    }
}
