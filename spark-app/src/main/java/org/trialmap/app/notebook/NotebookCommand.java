package org.trialmap.app.notebook;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.OwnJar;
import org.trialmap.app.cli.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "notebook", sortOptions = false, subcommands = {NotebookCommand.Install.class, NotebookCommand.Listing.class, NotebookCommand.Remove.class},
        description = "Kernels for Jupyter, in which cells are Java or Scala and the library is there.")
public final class NotebookCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command: one of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    private abstract static class OnKernels implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Mixin
        private KernelFolder folder;

        final Path folder() {
            return folder.path();
        }

        final PrintWriter out() {
            return spec.commandLine().getOut();
        }

        final List<KernelSpec> installed() {
            Path kernels = folder();
            List<KernelSpec> installed = KernelSpec.ALL.stream().filter(kernel -> kernel.isIn(kernels)).toList();
            if (installed.isEmpty()) {
                spec.commandLine().getErr().println("trialmap: No kernel of trialmap is in " + kernels + ". Install them: trialmap notebook install");
            }
            return installed;
        }
    }

    @Command(name = "install", sortOptions = false, description = "Writes the kernels trialmap-java and trialmap-scala to where Jupyter finds them; in place of older ones.")
    static final class Install extends OnKernels {
        @Override
        public Integer call() throws Exception {
            Path distribution = distribution();
            String scripts = System.getProperty("trialmap.scripts");
            Path launcher = scripts == null ? distribution.resolve("bin/trialmap") : Path.of(scripts, "trialmap");
            for (KernelSpec kernel : KernelSpec.ALL) {
                kernel.install(folder(), launcher, environment(distribution));
                out().println(folder().resolve(kernel.name()));
            }
            return ExitCode.OK;
        }

        private static Path distribution() {
            for (Path own : OwnJar.path()) {
                Path distribution = own.resolveSibling("..").normalize();
                if (Files.isDirectory(distribution.resolve("notebook"))) {
                    return distribution;
                }
            }
            throw new UsageException(
                    "The kernels are not here: their jars belong into the folder notebook/ beside the folder of trialmap's own jars. Build them with mvn -DskipTests package, or copy the"
                            + " distribution again, whole.");
        }

        /** The Java that this runs in, which is new enough, and the settings that are used now. */
        private static Map<String, String> environment(Path distribution) {
            Map<String, String> environment = new LinkedHashMap<>();
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.put("SPARK_HOME", distribution.toString());
            if (System.getProperty("trialmap.conf") != null) {
                environment.put("TRIALMAP_CONF", System.getProperty("trialmap.conf"));
            }
            return environment;
        }
    }

    @Command(name = "list", sortOptions = false, description = "Lists the kernels that are installed, and where.")
    static final class Listing extends OnKernels {
        @Override
        public Integer call() {
            installed().forEach(kernel -> out().println(folder().resolve(kernel.name())));
            return ExitCode.OK;
        }
    }

    @Command(name = "remove", sortOptions = false, description = "Removes the kernels from where Jupyter finds them.")
    static final class Remove extends OnKernels {
        @Override
        public Integer call() throws Exception {
            for (KernelSpec kernel : installed()) {
                kernel.remove(folder());
                out().println(folder().resolve(kernel.name()));
            }
            return ExitCode.OK;
        }
    }
}
