package org.trialmap.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.trialmap.app.cli.Clocks;
import org.trialmap.app.cli.UiProxy;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.Secret;
import org.trialmap.cluster.ShellText;
import org.trialmap.support.Hosts;
import picocli.CommandLine;

/** The locked web pages of a cluster's Master: what they say of it, and a way in for its owner. */
public final class ClusterPages {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TOKEN = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 1000;
    private static final int LAST_PORT = 65535;
    private static final int OK = 200;

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

    private ClusterPages() {}

    /** Workers that serve. */
    static List<JsonNode> workers(JsonNode page) {
        List<JsonNode> alive = new ArrayList<>();
        page.path("workers").forEach(worker -> {
            if (worker.path("state").asText().equals("ALIVE")) {
                alive.add(worker);
            }
        });
        return alive;
    }

    private static HttpResponse<String> answer(URI page, Secret secret) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/json/")).timeout(PATIENCE).header("Authorization", "Bearer " + secret.token(Instant.now().plus(TOKEN))).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** What the Master at {@code page} knows; empty where it does not let us in. */
    static Optional<JsonNode> read(URI page, Secret secret) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(page, secret);
        return answer.statusCode() == OK ? Optional.of(new ObjectMapper().readTree(answer.body())) : Optional.empty();
    }

    /** Whether an application waits for the cluster's slots, besides the one with this number. */
    public static boolean isWanted(ClusterFile cluster, String but) throws IOException, InterruptedException {
        return StreamSupport.stream(read(cluster).path("activeapps").spliterator(), false).anyMatch(app -> app.path("state").asText().equals("WAITING") && !app.path("id").asText().equals(but));
    }

    private static JsonNode read(ClusterFile cluster) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(URI.create(cluster.page()), cluster.secret());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("The Master's page " + answer.uri() + " answers with " + answer.statusCode() + ": " + Clocks.apart(answer.headers(), Instant.now())
                    .orElse("the connection file " + cluster.file() + " may be of another start. Start a new cluster with " + cluster.launcher() + " up."));
        }
        return new ObjectMapper().readTree(answer.body());
    }

    /** Prints nodes, slots, memory, what runs, and where the Master and its pages are. */
    public static void describe(ClusterFile cluster, PrintWriter out) throws IOException, InterruptedException {
        JsonNode page = read(cluster);
        List<JsonNode> alive = workers(page);
        out.println("nodes  : " + alive.size() + ", slots " + page.path("coresused").asInt() + " of " + page.path("cores").asInt() + " in use, memory "
                + page.path("memoryused").asInt() + " of " + page.path("memory").asInt() + " MiB");
        for (JsonNode worker : alive) {
            out.println("         " + worker.path("host").asText() + ": slots " + worker.path("coresused").asInt() + " of " + worker.path("cores").asInt() + ", memory "
                    + worker.path("memoryused").asInt() + " of " + worker.path("memory").asInt() + " MiB");
        }
        JsonNode maps = page.path("activeapps");
        out.println("runs   : " + (maps.isEmpty() ? "nothing" : maps.size()));
        for (JsonNode map : maps) {
            out.println("         " + map.path("name").asText() + " of " + map.path("user").asText() + ": " + map.path("cores").asInt() + " slots, "
                    + map.path("duration").asLong() / 1000 + " s, " + map.path("state").asText());
        }
        out.println("master : " + cluster.master());
        out.println("page   : " + cluster.page() + " (locked; " + cluster.launcher() + " ui " + ShellText.quoted(cluster.file().toString()) + " opens it to you)");
    }

    /** Opens the pages to a browser of this machine, until the cluster's end. */
    public static void open(ClusterFile cluster, int port, CommandLine streams) throws Exception {
        if (port < 0 || port > LAST_PORT) {
            throw new UsageException("--port " + port + " is out of range. Ports are 1024 to " + LAST_PORT + ". Name one of them, or leave it out.");
        }
        if (cluster.ended() != null) {
            throw new IllegalStateException(cluster.ended() + ", so there is no page to open. Start a new cluster with " + cluster.launcher() + " up.");
        }
        try (UiProxy door = new UiProxy(URI.create(cluster.page()), cluster.secret(), port)) {
            streams.getOut().println(door.address());
            streams.getOut().flush();
            streams.getErr().println("trialmap: open this address in a browser on this machine; on your own, after ssh -L " + door.port() + ":127.0.0.1:" + door.port() + " "
                    + Hosts.name() + " there. A browser that asks: the user name is trialmap, the password what stands between trialmap: and @. Ctrl-C closes it.");
            streams.getErr().flush();
            while (isThere(cluster.file())) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (BindException e) {
            throw new UsageException("Port " + port + " of this machine is in use. Name another one, or leave --port out.", e);
        }
        streams.getErr().println("trialmap: " + cluster.title() + " has ended, and its pages with it.");
    }

    private static boolean isThere(Path file) {
        try {
            return ClusterFile.read(file).ended() == null;
        } catch (UsageException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return false;
        }
    }
}
