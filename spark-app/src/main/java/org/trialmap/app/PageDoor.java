package org.trialmap.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.trialmap.cluster.Secret;

/**
 * A way in to a cluster's locked web pages with a browser. It listens on this machine's loop only, where other users are, too: so it asks for a random key,
 * which comes once in the address and from then on in a cookie, and it adds the token that the pages ask for. Reads only.
 */
final class PageDoor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TOKEN = Duration.ofMinutes(5);
    private static final List<String> HANDED_ON = List.of("Content-Type", "Cache-Control");
    private static final int TO_PAGE = 303;
    private static final int FORBIDDEN = 403;
    private static final int ONLY_READING = 405;
    private static final int NO_ANSWER = 502;

    private final String origin;
    private final Secret secret;
    private final String key = Secret.random().text().replace("=", "");
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /**
     * @param page of the cluster's Master
     * @param port 0 = any
     */
    PageDoor(URI page, Secret secret, int port) throws IOException {
        this.origin = page.getScheme() + "://" + page.getRawAuthority();
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** With the key. */
    String address() {
        return "http://127.0.0.1:" + port() + "/?key=" + key;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            String query = asked.getRawQuery();
            if (!exchange.getRequestMethod().equals("GET")) {
                say(exchange, ONLY_READING, "These pages can be read only.");
            } else if (query != null && query.startsWith("key=") && isKey(query.substring("key=".length()))) {
                exchange.getResponseHeaders().set("Set-Cookie", cookie() + key + "; Path=/; HttpOnly; SameSite=Strict");
                exchange.getResponseHeaders().set("Location", "/"); // so that the key does not stay in sight
                exchange.sendResponseHeaders(TO_PAGE, -1);
            } else if (cookies(exchange).stream().anyMatch(each -> each.startsWith(cookie()) && isKey(each.substring(cookie().length())))) {
                // The host is never taken from what was asked for: the token is for the cluster's pages only.
                handOn(exchange, URI.create(origin + asked.getRawPath() + (query == null ? "" : "?" + query)));
            } else {
                say(exchange, FORBIDDEN, "These pages are for their owner. Open the address that trialmap-slurm ui has printed.");
            }
        }
    }

    /** Browsers tell cookies apart by host, not by port. */
    private String cookie() {
        return "trialmap-" + port() + "=";
    }

    private static List<String> cookies(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream().flatMap(line -> Arrays.stream(line.split("; *"))).toList();
    }

    private boolean isKey(String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
    }

    private void handOn(HttpExchange exchange, URI target) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(target).timeout(PATIENCE).header("Authorization", "Bearer " + secret.token(Instant.now().plus(TOKEN))).build();
        HttpResponse<InputStream> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            say(exchange, NO_ANSWER, "The cluster's page " + target + " does not answer (" + e + "). trialmap-slurm status says whether the cluster is still there.");
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        for (String name : HANDED_ON) {
            response.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        response.headers().firstValue("Location").ifPresent(to -> exchange.getResponseHeaders().set("Location", to.startsWith(origin) ? to.substring(origin.length()) : to));
        try (InputStream body = response.body()) {
            exchange.sendResponseHeaders(response.statusCode(), 0);
            body.transferTo(exchange.getResponseBody());
        }
    }

    private static void say(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
