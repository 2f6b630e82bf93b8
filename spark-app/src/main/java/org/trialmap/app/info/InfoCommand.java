package org.trialmap.app.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.ErrorReport;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.UsageException;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.SavedResults;
import org.trialmap.trial.Recording;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Says what is in a result file or folder, or in a recording.")
public final class InfoCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", converter = Converters.InputPaths.class, description = "A result file, a folder of results, any HDF5 file, or a recording of another format, as EDF.")
    private Path path;

    @Override
    public Integer call() throws Exception {
        if (path.toString().isEmpty()) {
            throw new UsageException("FILE|DIR is empty, often since a variable is not set. Name a result file or a folder (. is this one).");
        }
        if (!Files.exists(path)) {
            throw new UsageException(path + " does not exist. Name a result file, a folder of results, or a recording.");
        }
        if (!Files.isDirectory(path)) {
            String name = path.getFileName().toString();
            Path data = path.resolveSibling(name.replaceFirst("\\.info$", ""));
            print(describe(Files.exists(data) ? data : path)); // the header of a Syncopy container stands for it
            return ExitCode.OK;
        }
        int code = ExitCode.OK;
        for (Path file : containers(path)) {
            try {
                print(describe(file));
            } catch (IOException e) { // the others are worth knowing all the same
                spec.commandLine().getErr().println("trialmap: " + ErrorReport.text(e));
                spec.commandLine().getErr().flush();
                code = ExitCode.FAILED;
            }
        }
        return code;
    }

    private void print(String description) {
        spec.commandLine().getOut().print(description);
        spec.commandLine().getOut().flush();
    }

    private static List<Path> containers(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(file -> Files.isRegularFile(file) && (file.getFileName().toString().endsWith(".h5")
                    || ContainerDescription.isSyncopys(file))).sorted().toList();
        }
        if (files.isEmpty()) {
            boolean started = Files.isDirectory(folder.resolve(".run"));
            throw new IOException(folder + " holds no result file (*.h5)" + (started ? ", but a run was started there: 'trialmap gather " + folder
                    + "' builds the file from what is finished, the run's own command with --resume finishes it." : ". Name another folder."));
        }
        return files;
    }

    private static String describe(Path file) throws IOException {
        if (Recording.isForeign(file)) {
            return FileDescription.ofForeign(file);
        }
        if (isResult(file)) {
            try (SavedResults results = SavedResults.open(file)) {
                return isContainer(file) ? ContainerDescription.of(results) : ResultDescription.of(results);
            }
        }
        return ContainerDescription.classOf(file).isPresent() ? SyncopyDescription.of(file) : FileDescription.of(file);
    }

    private static boolean isContainer(Path file) throws IOException {
        try (Hdf5File opened = Hdf5File.open(file)) {
            return !ContainerDescription.axes(opened).isEmpty();
        }
    }

    /** Whether it has the objects of a result, as written by trialmap or ACME, or, where all results are missing, says that it is ours. */
    private static boolean isResult(Path file) throws IOException {
        try (Hdf5File opened = Hdf5File.open(file)) {
            return opened.names("/").stream().anyMatch(name -> name.matches("(comp|result)_\\d+"))
                    || opened.attribute("/", "format").filter(format -> format.data() instanceof String[] text && text[0].startsWith("trialmap"))
                            .isPresent();
        }
    }
}
