package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trialmap.cluster.Secret;

/** The way in to locked pages: nothing without the key, and the token goes to the cluster's page alone. */
class PageDoorTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer page;
    private PageDoor door;

    @BeforeEach
    void open() throws IOException {
        page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization").replaceFirst("[\\w-]+\\.[\\w-]+\\.[\\w-]+$", "TOKEN")
                    + " " + exchange.getRequestHeaders().getFirst("Cookie"));
            if (exchange.getRequestURI().getPath().equals("/app")) {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + page.getAddress().getPort() + "/app/");
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("<h1>Größe</h1>".getBytes(StandardCharsets.UTF_8));
            }
            exchange.close();
        });
        page.start();
        door = new PageDoor(URI.create("http://127.0.0.1:" + page.getAddress().getPort()), Secret.random(), 0);
    }

    @AfterEach
    void close() {
        door.close();
        page.stop(0);
    }

    private HttpResponse<String> get(String path, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String key() {
        return door.address().replaceFirst(".*key=", "");
    }

    private String cookie() {
        return "trialmap-" + door.port() + "=" + key();
    }

    @Test
    void whoHasNoKeyOrAWrongOneGetsNothing() throws Exception {
        for (String path : List.of("/", "/?key=", "/?key=x", "/?other=" + key(), "/json/")) {
            HttpResponse<String> refused = get(path, "trialmap-" + door.port() + "=x; other=" + key());
            assertEquals("403 These pages are for their owner. Open the address that trialmap-slurm ui has printed.\n", refused.statusCode() + " " + refused.body(), path);
        }
        assertEquals(403, get("/", null).statusCode());
        assertEquals(List.of(), asked);
    }

    @Test
    void theKeyIsGivenOnceAndKeptInACookieThatScriptsAndOtherSitesDoNotGet() throws Exception {
        HttpResponse<String> entered = get("/?key=" + key(), null);
        assertEquals(303, entered.statusCode());
        assertEquals(List.of("/"), entered.headers().allValues("Location"));
        assertEquals(List.of(cookie() + "; Path=/; HttpOnly; SameSite=Strict"), entered.headers().allValues("Set-Cookie"));
        assertTrue(key().matches("[\\w-]{43}"), key());
        HttpResponse<String> shown = get("/proxy/worker-1/?a=b%20c", "first=1; " + cookie());
        assertEquals("200 text/html;charset=utf-8 <h1>Größe</h1>", shown.statusCode() + " " + shown.headers().firstValue("Content-Type").orElse("") + " " + shown.body());
        assertEquals(List.of("/proxy/worker-1/?a=b%20c Bearer TOKEN null"), asked);
    }

    @Test
    void linksStayBehindTheDoorAndTheTokenGoesNowhereElse() throws Exception {
        HttpResponse<String> elsewhere = get("/app", cookie());
        assertEquals("302 /app/", elsewhere.statusCode() + " " + elsewhere.headers().firstValue("Location").orElse(""));
        assertEquals(200, get("//example.invalid/x", cookie()).statusCode());
        assertEquals(List.of("/app Bearer TOKEN null", "/x Bearer TOKEN null"), asked);
    }

    @Test
    void nothingCanBeChangedAndAPageThatIsGoneIsSaid() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/kill")).header("Cookie", cookie())
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<String> refused = HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
        assertEquals("405 These pages can be read only.\n", refused.statusCode() + " " + refused.body());
        page.stop(0);
        HttpResponse<String> gone = get("/x", cookie());
        assertEquals("502 The cluster's page http://127.0.0.1:" + page.getAddress().getPort() + "/x does not answer (java.net.ConnectException). trialmap-slurm status says whether"
                + " the cluster is still there.\n", gone.statusCode() + " " + gone.body());
        assertEquals(List.of(), asked);
    }
}
