package org.trialmap.app.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.Clocks;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.ShellText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", sortOptions = false, description = "Shows a cluster that up has started: nodes, slots, memory, what runs, the time left.")
final class SlurmStatusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TOKEN = Duration.ofMinutes(5);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The cluster's connection file (default: the only one in ~/.trialmap/clusters).")
    private Path file;

    @Override
    public Integer call() throws Exception {
        ClusterFile cluster = ClusterFile.of(file, main.environment());
        PrintWriter out = spec.commandLine().getOut();
        if (cluster.ended() != null) {
            out.println(cluster.ended());
            return ExitCode.FAILED;
        }
        Slurm slurm = new Slurm(main.environment());
        Optional<JobText> job = slurm.job(cluster.job());
        String state = job.map(JobText::state).orElse("unknown");
        out.println("job    : " + cluster.job() + ", " + state + ", time left " + (state.equals("RUNNING") ? slurm.timeLeft(cluster.job()) : "none"));
        if (!state.equals("RUNNING")) {
            return ExitCode.FAILED;
        }
        describe(page(cluster), out);
        out.println("master : " + cluster.master());
        out.println("page   : " + cluster.page() + " (locked; trialmap-slurm ui " + ShellText.quoted(cluster.file().toString()) + " opens it to you)");
        return ExitCode.OK;
    }

    private static JsonNode page(ClusterFile cluster) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.page()).resolve("/json/")).timeout(PATIENCE)
                .header("Authorization", "Bearer " + cluster.secret().token(Instant.now().plus(TOKEN))).build();
        HttpResponse<String> response = HttpClient.newBuilder().connectTimeout(PATIENCE).build().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The Master's page " + request.uri() + " answers with " + response.statusCode() + ": " + Clocks.apart(response.headers(), Instant.now())
                    .orElse("the connection file " + cluster.file() + " may be of another start. Start a new cluster with trialmap-slurm up."));
        }
        return new ObjectMapper().readTree(response.body());
    }

    private static void describe(JsonNode page, PrintWriter out) {
        List<JsonNode> alive = new ArrayList<>();
        page.path("workers").forEach(worker -> {
            if (worker.path("state").asText().equals("ALIVE")) {
                alive.add(worker);
            }
        });
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
    }
}
