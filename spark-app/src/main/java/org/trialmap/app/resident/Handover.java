package org.trialmap.app.resident;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.SignalHandler;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.OwnerFiles;

/**
 * The side of the process that waits, in a hand-over: {@code scripts/trialmap-resident} is the other one. A launcher sends its process, folder and words. If all that the
 * command could see is as it is here, this process takes the launcher's streams, says so, and when the launcher has seen that it sends a last byte: from then on the
 * command runs here. If the launcher dies, that is a hang-up.
 */
public final class Handover {
    /** Set by the launcher's script: the folder of a process that waits. */
    static final String PROPERTY = "trialmap.resident";

    private static volatile boolean given;
    private static volatile boolean over;

    private final WaitingFolder folder = WaitingFolder.own();
    private final HandedStreams streams = new HandedStreams();
    private final CountDownLatch warm = new CountDownLatch(1);
    private final CompletableFuture<Request> command = new CompletableFuture<>();
    private volatile boolean asked;
    private static Handover own;

    private Handover() {}

    /** Whether this process is to wait for its command. */
    public static boolean isDue() {
        return System.getProperty(PROPERTY) != null;
    }

    /** Before anybody keeps System.out or System.err. */
    public static void prepare() throws IOException {
        own = new Handover();
        OwnerFiles.folder(own.folder.path().getParent(), "do without: TRIALMAP_RESIDENT=off");
        own.streams.install();
        own.folder.describe("Process " + ProcessHandle.current().pid() + " waits since " + LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + " for the next command in "
                + Path.of("").toAbsolutePath() + ", for " + IdleWatch.SECONDS + " s at most.");
        Path launcher = Path.of("/proc", Long.toString(ProcessHandle.current().parent().orElseThrow().pid()));
        Surroundings here = Surroundings.of(launcher); // those of the script that started this process: before it set variables of its own
        Installation installed = installed();
        daemon("trialmap waits for a launcher", () -> own.serve(here, installed));
        daemon("trialmap waits no longer", new IdleWatch(own.folder, () -> own.changed(installed), () -> given)::watch);
    }

    /** That of the command before, if trialmap-cluster keeps it on this machine. */
    private static Optional<ClusterFile> cluster() {
        String file = System.getProperty(PROPERTY + ".cluster", "");
        return file.isEmpty() ? Optional.empty() : Optional.of(ClusterFile.read(Path.of(file))).filter(ClusterFile::isHere);
    }

    /** Takes some steps that make a command quick, as long as there is none; then waits for one. Returns its words. */
    public static String[] command(Consumer<String[]> run) throws Exception {
        try {
            Optional<ClusterFile> cluster = cluster();
            cluster.ifPresent(there -> daemon("trialmap waits for nobody's work", new ClusterWatch(there, own.folder)::watch));
            Rehearsal.run(own.folder.path(), cluster.map(ClusterFile::file).orElse(null), run, () -> own.asked);
        } catch (IOException | RuntimeException e) {
            own.refuse(e.toString()); // the command itself meets it, and tells it
        }
        own.folder.tellWarm();
        own.warm.countDown();
        return own.command.get().words().toArray(String[]::new);
    }

    /** When the command has printed all that it will: the launcher need not wait for the end of this process. */
    public static void end(int code) {
        if (given) {
            over = true;
            own.streams.close();
            try {
                own.folder.answer("end " + code);
            } catch (IOException e) {
                return; // the script that started this process says it
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static Installation installed() throws IOException {
        Path dist = Path.of(System.getenv("SPARK_HOME"));
        return Installation.of(System.getenv(), dist.resolve("jars"), dist.resolve("launch"), Path.of(System.getProperty("trialmap.scripts")), Path.of(System.getProperty("trialmap.conf")));
    }

    private boolean changed(Installation installed) {
        try {
            return !installed.equals(installed());
        } catch (IOException e) {
            return true;
        }
    }

    private void serve(Surroundings here, Installation installed) {
        try (InputStream in = Files.newInputStream(folder.ask())) { // waits for a launcher to open it, too
            Request request = Request.read(in, Charset.forName(System.getProperty("sun.jnu.encoding")));
            asked = true;
            folder.hide();
            String different = different(request, here, installed);
            if (different != null) {
                refuse(different);
            }
            folder.answer("wait");
            warm.await();
            streams.take(request.folder());
            folder.answer("ready " + ProcessHandle.current().pid());
            if (in.read() < 0) {
                refuse("no longer asked");
            }
            given = true;
            command.complete(request);
            if (in.read() < 0 && !over) {
                SignalHandler.hangUp();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (!given) {
                refuse(e.toString());
            }
        }
    }

    /** What the launcher's command could see and is not the same here; null = nothing. */
    private String different(Request request, Surroundings here, Installation installed) throws IOException {
        if (!request.scripts().equals(Path.of(System.getProperty("trialmap.scripts"))) || changed(installed)) {
            return "installation";
        }
        if (!request.kind().equals(Request.ANY) && !request.kind().equals(System.getProperty(PROPERTY + ".kind"))) {
            return "kind of command";
        }
        return here.difference(Surroundings.of(request.folder())).orElse(null);
    }

    /** The command starts elsewhere, as if there were no such process. */
    private void refuse(String why) {
        streams.close();
        try {
            folder.answer("no " + why.replaceAll("\\s", " "));
        } catch (IOException e) {
            Runtime.getRuntime().exit(ExitCode.FAILED); // nobody listens
        }
        Runtime.getRuntime().exit(ExitCode.FAILED);
    }
}
