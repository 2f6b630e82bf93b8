package org.trialmap.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.LatePage;
import org.trialmap.app.slurm.SlurmTestbed;
import org.trialmap.cluster.ConnectionFile;

/** What status and ui say where the clock of the Master's machine is ten minutes late. */
class ClusterPagesTest {
    private static final Map<String, String> DRIVER = Map.of("spark.authenticate.secret", "00".repeat(32));

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String file(String text) throws Exception {
        Path file = folder.resolve("c.conf");
        OwnerFiles.write(file, text);
        return file.toString();
    }

    private String keptHere(LatePage page) throws Exception {
        return file(ConnectionFile.withoutSlurm(DRIVER, "spark://127.0.0.1:1", page.address().toString(), HeadProcess.current().text(), 1));
    }

    private int run(String... arguments) {
        return ClusterMain.run(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), Map.of("HOME", folder.toString()), arguments);
    }

    @Test
    void statusNamesBothClocks() throws Exception {
        try (LatePage page = new LatePage()) {
            assertEquals(1, run("status", keptHere(page)));
            LatePage.assertClocksNamed("trialmap: The Master's page " + page.address() + "/json/ answers with 403: ", err.toString(StandardCharsets.UTF_8));
        }
    }

    /** That of trialmap-slurm asks SLURM first. */
    @Test
    void soDoesWhatBothStatusCommandsShare() throws Exception {
        try (LatePage page = new LatePage()) {
            ClusterFile cluster = ClusterFile.read(Path.of(file(ConnectionFile.text(DRIVER, "spark://127.0.0.1:1", page.address().toString(), "7", 1))));
            LatePage.assertClocksNamed("The Master's page " + page.address() + "/json/ answers with 403: ",
                    assertThrows(IllegalStateException.class, () -> ClusterPages.describe(cluster, new PrintWriter(new StringWriter()))).getMessage() + "\n");
        }
    }

    @Test
    void theDoorSaysItInTheBrowser() throws Exception {
        try (LatePage page = new LatePage()) {
            String file = keptHere(page);
            CompletableFuture<Integer> ui = CompletableFuture.supplyAsync(() -> run("ui", file));
            String address = SlurmTestbed.awaitText(() -> out.toString(StandardCharsets.UTF_8).strip(), "http://trialmap:\\S+/enter");
            URI door = URI.create(address.replaceFirst("trialmap:.*@", "").replaceFirst("/enter", "/"));
            String key = Base64.getEncoder().encodeToString(address.replaceFirst("http://(.*)@.*", "$1").getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> shown = HttpClient.newHttpClient().send(HttpRequest.newBuilder(door).header("Authorization", "Basic " + key).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(502, shown.statusCode());
            LatePage.assertClocksNamed("The page " + page.address() + "/ refuses its owner: ", shown.body());
            Files.delete(Path.of(file));
            assertTrue(ui.get(20, TimeUnit.SECONDS) >= 0, "it ends with the cluster");
        }
    }
}
