package org.trialmap.app.resident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What there is of a process that waits, and its end. */
@Command(name = "resident", description = "With TRIALMAP_RESIDENT=on each command leaves a process behind, started and warm, that becomes the next one: shows or ends it.")
public final class ResidentCommand implements Callable<Integer> {
    private static final String NONE = "No process waits.";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "status|stop", description = "status: shows whether a process waits, and for commands of which folder. stop: ends it; commands that run go on.")
    private Wish wish;

    /** What can be asked. */
    private enum Wish { status, stop }

    @Override
    public Integer call() throws IOException {
        Optional<WaitingFolder> found = waiting(folder(System.getenv(), Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString()));
        String text = found.isEmpty() ? NONE : wish == Wish.status ? found.get().described() : stop(found.get());
        spec.commandLine().getOut().println(text);
        return 0;
    }

    /** As scripts/trialmap-resident has it. */
    static Path folder(Map<String, String> environment, String account) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return runtime.isEmpty() ? Path.of("/tmp", "trialmap-" + account) : Path.of(runtime, "trialmap");
    }

    private static Optional<WaitingFolder> waiting(Path folder) throws IOException {
        Path link = folder.resolve("spare");
        if (!Files.isSymbolicLink(link)) {
            return Optional.empty();
        }
        WaitingFolder found = new WaitingFolder(link.resolveSibling(Files.readSymbolicLink(link)));
        return process(found).map(process -> found);
    }

    /** The script that started it, whose number is the folder's name. */
    private static Optional<ProcessHandle> process(WaitingFolder folder) {
        String name = folder.path().getFileName().toString();
        return name.matches("\\d{1,10}") ? ProcessHandle.of(Long.parseLong(name)).filter(ProcessHandle::isAlive) : Optional.empty();
    }

    private static String stop(WaitingFolder folder) throws IOException {
        if (!folder.take()) {
            return NONE;
        }
        folder.hide();
        ProcessHandle script = process(folder).orElseThrow();
        long waiting = script.descendants().filter(ProcessHandle::destroy).count();
        if (waiting == 0) {
            script.destroy();
        }
        return "The process that waited is ended.";
    }
}
