package org.trialmap.app.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.trialmap.app.cli.Version;
import org.trialmap.cluster.Addresses;
import org.trialmap.cluster.ClassArchive;
import org.trialmap.cluster.ClusterRequest;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.cluster.HostMemory;
import org.trialmap.cluster.HostReport;
import org.trialmap.cluster.MemoryPlan;
import org.trialmap.cluster.Secret;
import org.trialmap.cluster.SparkFiles;
import org.trialmap.support.Hosts;
import org.trialmap.support.Reason;

/**
 * Keeps a cluster without SLURM: the Master is in this process, which scripts/trialmap-cluster --head starts and tidies up after; Workers are in processes of their
 * own. Is told through its standard input what is wanted, and that it shall stay once all is there: whoever has started it may go then, but not before.
 */
public final class ClusterHead {
    /** Lines for whoever waits: what is said, why nothing came of it, or that all is ready. */
    static final String SAYS = "says ";
    static final String FAILED = "failed ";
    static final String READY = "ready";
    /** The line that lets the cluster stay. */
    static final String STAY = "stay";

    private static final String LOOP = "127.0.0.1";
    private static final long POLL_MILLIS = 20;
    private static final long END_NANOS = 20_000_000_000L;
    private static final long NANOS = 1_000_000_000L;

    private final Path folder;
    private final ClusterRequest request;
    private final Secret secret = Secret.random();
    private final List<HostSession> sessions = new ArrayList<>();

    private ClusterHead(Path folder, ClusterRequest request) {
        this.folder = folder;
        this.request = request;
    }

    /** @param arguments the cluster's folder */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        OwnerFiles.write(folder.resolve(ClusterFolder.HEAD), HeadProcess.current().text());
        InputLines input = new InputLines();
        Map<String, String> values = input.settings();
        if (values == null) {
            return;
        }
        ClusterHead head = new ClusterHead(folder, ClusterRequest.of(values));
        Runtime.getRuntime().addShutdownHook(new Thread(head::stop, "trialmap cluster ends"));
        input.next(line -> {
            if (!STAY.equals(line)) {
                System.exit(1);
            }
        });
        try {
            head.start();
            System.out.println(READY);
            head.awaitEnd();
            System.err.println("trialmap: all workers have ended");
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            System.out.println(FAILED + Reason.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(1);
    }

    private void awaitEnd() {
        CompletableFuture.allOf(sessions.stream().map(session -> session.ended().thenRun(() -> System.err.println("trialmap: " + session.host().name() + ": "
                + session.failure().orElse("ended")))).toArray(CompletableFuture[]::new)).join();
    }

    private synchronized void stop() {
        try {
            Files.deleteIfExists(ClusterFolder.connection(folder)); // first: drivers learn from it that the cluster is stopped
        } catch (IOException e) {
            System.err.println("trialmap: " + Reason.sentence(e));
        }
        sessions.forEach(HostSession::close);
        long until = System.nanoTime() + END_NANOS;
        sessions.forEach(session -> session.end(until));
    }

    private static void say(String text) {
        System.out.println(SAYS + text);
    }

    private void start() throws IOException, InterruptedException {
        long until = System.nanoTime() + request.timeoutSeconds() * NANOS;
        for (var host : request.hosts()) {
            add(HostSession.start(host, request.command(host), folder.resolve(host.name() + ".log"), System.getProperty("java.home")));
        }
        await(until, session -> session.report().isPresent() || session.failure().isPresent());
        sessions.forEach(this::admit);
        List<HostSession> here = serving(sessions);
        Map<String, Integer> memory = here.stream().collect(Collectors.toMap(session -> session.host().name(), session -> session.report().orElseThrow().memoryMiB()));
        MemoryPlan plan = HostMemory.plan(memory.values(), request.memoryMiB());
        MasterNode master = MasterNode.start(address(here), SparkFiles.stayingDaemon(secret));
        here.forEach(session -> session.order(master.url(), plan.executor(), SparkFiles.stayingDaemon(secret)));
        register(here, master, until);
        connect(serving(here), master, plan);
    }

    private synchronized void add(HostSession session) {
        sessions.add(session);
    }

    /** Waits until it is so for all, or the time is up. */
    private void await(long until, Predicate<HostSession> done) throws InterruptedException {
        while (System.nanoTime() < until && !sessions.stream().allMatch(done)) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Gives up a host that did not answer, or cannot take part. */
    private void admit(HostSession session) {
        if (session.failure().isPresent()) {
            return;
        }
        Optional<HostReport> report = session.report();
        String own = new Version().getVersion()[0];
        if (report.isEmpty()) {
            session.giveUp("it did not answer within " + request.timeoutSeconds() + " s (--timeout)");
        } else if (!report.get().version().equals(own)) {
            session.giveUp("it has " + report.get().version() + " in " + Path.of(request.program()).getParent() + ", and this machine " + own);
        } else {
            HostMemory.refusal(report.get().memoryMiB(), request.memoryMiB()).ifPresent(session::giveUp);
        }
    }

    /** Those that have not failed; names the others. */
    private List<HostSession> serving(List<HostSession> candidates) {
        List<HostSession> serving = new ArrayList<>();
        for (HostSession session : candidates) {
            session.failure().ifPresentOrElse(because -> say("no worker on " + session.host().name() + ": " + because), () -> serving.add(session));
        }
        if (serving.size() < request.fewest()) {
            throw new IllegalStateException(serving.size() + " of " + request.hosts().size() + " workers came, fewer than the " + request.fewest() + " that must be there. Mend what is named above"
                    + (request.fewest() > 1 ? ", or ask for fewer with --min-workers" : ""));
        }
        return serving;
    }

    /** The address of this machine that hosts have seen; without ssh's word, the one of its name. */
    private String address(List<HostSession> here) throws IOException {
        if (request.isHere()) {
            return LOOP;
        }
        Addresses addresses = Machine.addresses(Hosts.name());
        if (request.network().isPresent()) {
            return addresses.choose(request.network().get(), List.of()).address();
        }
        Set<String> own = addresses.interfaces().stream().map(Addresses.Interface::address).collect(Collectors.toSet());
        List<String> seen = here.stream().flatMap(session -> session.report().orElseThrow().client().stream()).toList();
        Optional<String> network = seen.stream().filter(own::contains).findFirst();
        boolean allHere = seen.size() == here.size() && seen.stream().allMatch(ClusterHead::isLoop);
        return network.orElseGet(() -> allHere ? LOOP : addresses.choose(null, List.of()).address());
    }

    private static boolean isLoop(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until the Master knows the Workers of those that have not failed. */
    private void register(List<HostSession> here, MasterNode master, long until) throws IOException, InterruptedException {
        Set<String> known = Set.of();
        while (true) {
            Set<String> there = known;
            List<HostSession> missing = here.stream().filter(session -> session.failure().isEmpty() && !session.worker().filter(there::contains).isPresent()).toList();
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() >= until) {
                missing.forEach(session -> session.giveUp("its Worker has not reached the Master at " + master.url() + " within " + request.timeoutSeconds()
                        + " s (--timeout); a firewall may be between them, or --interface names a better network"));
                return;
            }
            Thread.sleep(POLL_MILLIS);
            known = ClusterPages.read(URI.create(master.page()), secret).stream().flatMap(page -> ClusterPages.workers(page).stream())
                    .map(worker -> worker.path("host").asText() + ":" + worker.path("port").asText()).collect(Collectors.toSet());
        }
    }

    /** Writes the connection file. */
    private void connect(List<HostSession> serving, MasterNode master, MemoryPlan plan) throws IOException {
        int slots = serving.stream().mapToInt(HostSession::slots).sum();
        Optional<ClassArchive> classes = ClassArchive.in(Optional.ofNullable(System.getenv("SPARK_HOME")).map(Path::of).orElse(null), System.getProperty("java.version"));
        Map<String, String> driver = SparkFiles.onHosts(SparkFiles.driver(new LinkedHashMap<>(request.settings()), secret, plan, slots, classes), classes);
        List<Integer> gpus = serving.stream().map(session -> session.report().orElseThrow().gpus()).toList();
        int each = Collections.min(gpus); // executors are alike
        int unused = gpus.stream().mapToInt(Integer::intValue).sum() - each * gpus.size();
        driver.putAll(SparkFiles.gpus(each, serving.size()));
        OwnerFiles.write(ClusterFolder.connection(folder), ConnectionFile.withoutSlurm(driver, master.url(), master.page(), HeadProcess.current().text(), serving.size()));
        say(serving.size() + "/" + request.hosts().size() + " workers with " + slots + " slots are there, executors have " + plan.executor() + " MiB"
                + (each == 0 ? "" : " and " + each + (each == 1 ? " GPU" : " GPUs")));
        if (unused > 0) {
            say(unused + " of the hosts' GPUs cannot be used, since all executors have as many as the host with the fewest, " + each + "; leave that one out to use them");
        }
    }
}
