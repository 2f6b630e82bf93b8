package org.trialmap.app.map;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.OwnJar;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.support.Suggestions;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** They are in a jar of their own, which is not on the class path: it is found beside the application's. */
@Command(name = "examples", sortOptions = false, description = "Lists the programs of other tools' tutorials (docs/tutorials), or runs some of them.")
public final class ExamplesCommand implements Callable<Integer> {
    private static final String INDEX = "org.trialmap.examples.Examples";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Examples to run, one after the other; without a name they are listed.")
    private List<String> names = List.of();

    @Option(names = "--master", paramLabel = "URL|serial", description = "Where to run (default: spark.master, else local[*]).")
    private String master;

    @Option(names = RunFlags.ELSEWHERE, hidden = true)
    private boolean elsewhere;

    @Override
    public Integer call() throws Exception {
        List<Path> jars = jars();
        Class<?> index = load(jars);
        Map<String, String> about = list(index);
        if (names.isEmpty()) {
            int longest = about.keySet().stream().mapToInt(String::length).max().orElseThrow();
            about.forEach((example, text) -> out().println(String.format(Locale.ROOT, "%-" + longest + "s  %s", example, text)));
            return ExitCode.OK;
        }
        for (String name : names) {
            requireKnown(name, about);
        }
        if (!elsewhere) {
            try (Session session = Session.open(new SessionOptions(master, Map.of(), null, jars, false))) {
                for (String name : names) {
                    run(index, name, session.map().progress(RunOptions.Progress.HIDDEN));
                    out().flush();
                }
            }
        }
        return ExitCode.OK;
    }

    private static void requireKnown(String name, Map<String, String> about) {
        if (!about.containsKey(name)) {
            throw new UsageException("There is no example " + QuotedText.of(name) + "." + Suggestions.of(name, about.keySet()) + " The examples are " + Suggestions.list(about.keySet()) + ".");
        }
    }

    private static List<Path> jars() throws IOException {
        for (Path own : OwnJar.path()) {
            Path folder = own.resolveSibling("../examples").normalize();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
                }
            }
        }
        return List.of();
    }

    private static Class<?> load(List<Path> jars) {
        UserCode.show(jars);
        try {
            return Class.forName(INDEX, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UsageException(
                    "The examples are not here: their jar belongs into the folder examples/ beside the folder of trialmap's own jars. Build it with mvn -DskipTests package, or copy the"
                            + " distribution again, whole.",
                    e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> list(Class<?> index) throws ReflectiveOperationException {
        return (Map<String, String>) index.getMethod("list").invoke(null);
    }

    private void run(Class<?> index, String name, ParallelMap pmap) throws Exception {
        try {
            index.getMethod("run", String.class, ParallelMap.class, PrintWriter.class).invoke(null, name, pmap, out());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
