package org.trialmap.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands;
import org.trialmap.app.LatePage;
import org.trialmap.cluster.Secret;

/** The way in to locked pages: nothing without the key, and the token goes to the cluster's page alone. */
class UiProxyTest {
    @TempDir
    private Path folder;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer page;
    private UiProxy door;

    @BeforeEach
    void open() throws IOException {
        page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization").replaceFirst("[\\w-]+\\.[\\w-]+\\.[\\w-]+$", "TOKEN"));
            String here = "http://127.0.0.1:" + page.getAddress().getPort();
            Map<String, String> moved = Map.of("/app", here + "/app/?a=b%20c", "/longer", here + "1/x", "/elsewhere", "http://example.invalid/x");
            String to = moved.get(exchange.getRequestURI().getPath());
            if (to != null) {
                exchange.getResponseHeaders().set("Location", to);
                exchange.sendResponseHeaders(302, -1);
            } else if (exchange.getRequestURI().getPath().equals("/refused")) {
                exchange.sendResponseHeaders(403, -1);
            } else {
                byte[] body = "<h1>Größe</h1>".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
                exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
                if (exchange.getRequestMethod().equals("GET")) {
                    exchange.getResponseBody().write(body);
                }
            }
            exchange.close();
        });
        page.start();
        door = new UiProxy(URI.create("http://127.0.0.1:" + page.getAddress().getPort()), Secret.random(), 0);
    }

    @AfterEach
    void close() {
        door.close();
        page.stop(0);
    }

    private String key() {
        return door.address().replaceFirst("http://trialmap:(.*)@127.*", "$1");
    }

    private String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString(("trialmap:" + key).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path)).method(method, HttpRequest.BodyPublishers.noBody());
        return HttpClient.newHttpClient().send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> enter(String path) throws Exception {
        return ask("GET", path, "Authorization", basic(key()));
    }

    @Test
    void whoHasNoKeyOrAWrongOneGetsNothing() throws Exception {
        for (String path : List.of("/", "/enter", "/?key=" + key(), "/enter?key=" + key(), "/json/")) {
            for (String[] headers : List.of(new String[0], new String[] {"Authorization", basic("x")}, new String[] {"Cookie", "trialmap-" + door.port() + "=" + key()},
                    new String[] {"Authorization", "Bearer " + key()})) {
                HttpResponse<String> refused = ask("GET", path, headers);
                assertEquals("401 These pages are for their owner. Open the address that trialmap has printed.\n", refused.statusCode() + " " + refused.body(), path);
                assertEquals("Basic realm=\"trialmap " + door.port() + "\", charset=\"UTF-8\"", refused.headers().firstValue("WWW-Authenticate").orElse(""));
            }
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void aBrowserKeepsTheKeyForThisPortAlone() throws Exception {
        assertTrue(key().matches("[\\w-]{43}"), key());
        HttpResponse<String> entered = enter("/enter");
        assertEquals("303 http://127.0.0.1:" + door.port() + "/", entered.statusCode() + " " + entered.headers().firstValue("Location").orElse(""), "without the key");
        assertEquals(List.of(), entered.headers().allValues("Set-Cookie"), "cookies go to all ports of a host");
        HttpResponse<String> shown = enter("/proxy/worker-1/?a=b%20c");
        assertEquals("200 text/html;charset=utf-8 <h1>Größe</h1>", shown.statusCode() + " " + shown.headers().firstValue("Content-Type").orElse("") + " " + shown.body());
        HttpResponse<String> head = ask("HEAD", "/x", "Authorization", basic(key()));
        assertEquals("200 text/html;charset=utf-8 ", head.statusCode() + " " + head.headers().firstValue("Content-Type").orElse("") + " " + head.body());
        assertEquals(List.of("GET /proxy/worker-1/?a=b%20c Bearer TOKEN", "HEAD /x Bearer TOKEN"), asked);
    }

    @Test
    void aRealCookieJarAndANeighboursServerGetNothingOfTheKey() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer neighbour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        neighbour.createContext("/", exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> told.add(name + "=" + values));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        neighbour.start();
        try {
            Commands commands = new Commands(Files.createDirectory(folder.resolve("work")));
            Commands.Ended ended = commands.run("curl", "-s", "-L", "-c", "jar", "-b", "jar", door.address(), "--next", "-s", "-c", "jar", "-b", "jar",
                    "http://127.0.0.1:" + neighbour.getAddress().getPort() + "/");
            assertEquals(new Commands.Ended(0, "<h1>Größe</h1>", ""), ended);
            assertTrue(told.size() >= 2 && told.stream().noneMatch(header -> header.contains(key()) || header.startsWith("Authorization") || header.startsWith("Cookie")), told::toString);
        } finally {
            neighbour.stop(0);
        }
    }

    @Test
    void linksStayBehindTheDoorAndTheTokenGoesNowhereElse() throws Exception {
        String next = "http://127.0.0.1:" + page.getAddress().getPort() + "1/x";
        assertEquals(List.of("/app/?a=b%20c", next, "http://example.invalid/x"), List.of(location("/app"), location("/longer"), location("/elsewhere")));
        HttpResponse<String> outside = enter("//example.invalid/x");
        assertTrue(outside.statusCode() == 400 || outside.statusCode() == 200, outside::toString); // 200 = of the page itself
        assertTrue(asked.stream().allMatch(each -> each.endsWith("Bearer TOKEN")), asked::toString);
    }

    private String location(String path) throws Exception {
        return enter(path).headers().firstValue("Location").orElse("");
    }

    @Test
    void otherNamesOtherSitesAndAnythingButReadingAreRefused() throws Exception {
        assertEquals("405 GET, HEAD These pages can be read only.\n", line(ask("POST", "/kill", "Authorization", basic(key()))));
        assertEquals("403  These pages are not part of others.\n", line(ask("GET", "/x", "Authorization", basic(key()), "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors")));
        assertEquals("403  These pages are not part of others.\n", line(ask("GET", "/x", "Authorization", basic(key()), "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors")));
        Commands commands = new Commands(Files.createDirectory(folder.resolve("work")));
        assertEquals("These pages are called 127.0.0.1, not evil.invalid:1.\n", commands.run("curl", "-s", "-H", "Host: evil.invalid:1", door.address()).out());
        assertEquals(List.of(), asked);
        assertEquals(200, ask("GET", "/x", "Authorization", basic(key()), "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate").statusCode());
    }

    private static String line(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().firstValue("Allow").orElse("") + " " + answer.body();
    }

    @Test
    void aPageThatIsGoneIsSaid() throws Exception {
        page.stop(0);
        HttpResponse<String> gone = enter("/x");
        assertEquals("502 The page http://127.0.0.1:" + page.getAddress().getPort() + "/x does not answer (java.net.ConnectException). What it shows may have ended; for a cluster,"
                + " trialmap-slurm status or trialmap-cluster status says so.\n", gone.statusCode() + " " + gone.body());
    }

    @Test
    void threeHundredHalfOpenConnectionsTakeFewThreadsAndThenItAnswersAgain() throws Exception {
        int before = threads();
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()), 2000);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
                open.add(socket);
            }
        } catch (IOException e) {
            assertTrue(open.size() >= UiProxy.MOST_CONNECTIONS, () -> open.size() + ": " + e);
        }
        TimeUnit.MILLISECONDS.sleep(300);
        assertTrue(threads() <= before + UiProxy.MOST_CONNECTIONS + 10, () -> "threads: " + threads() + ", before " + before);
        for (Socket socket : open) {
            socket.close();
        }
        assertEquals(200, enter("/x").statusCode());
    }

    /** A door with this limit, long before that of a connection with nothing on it. */
    private void limit(Duration limit) throws IOException {
        door.close();
        door = new UiProxy(URI.create("http://127.0.0.1:" + page.getAddress().getPort()), Secret.random(), 0, limit);
    }

    private Socket halfOpen(String sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Whether the door has closed it; else it waits for more. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) { // closed with something unread
            return true;
        }
    }

    @Test
    void aConnectionThatSendsNothingOrSlowlyIsClosedAtTheLimitAndOthersAreServed() throws Exception {
        limit(Duration.ofSeconds(2));
        long start = System.nanoTime();
        try (Socket silent = halfOpen(""); Socket half = halfOpen("GET / HTTP/1.1\r\nHost: "); Socket slow = halfOpen("GET / HTTP/1.1\r\nX: ")) {
            slow.setSoTimeout(100);
            while (!isClosed(slow)) {
                assertTrue(System.nanoTime() - start < Duration.ofSeconds(8).toNanos(), "it is still open");
                try {
                    slow.getOutputStream().write('x');
                } catch (SocketException e) {
                    break; // closed
                }
                assertEquals(200, enter("/x").statusCode());
            }
            assertTrue(System.nanoTime() - start > Duration.ofMillis(1900).toNanos(), "not before");
            assertTrue(isClosed(silent) && isClosed(half));
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(8).toNanos(), "before the limit of a connection with nothing on it");
        }
        assertEquals(200, enter("/x").statusCode());
    }

    @Test
    void whoeverComesWhenAllConnectionsAreTakenWaitsForTheLimit() throws Exception {
        limit(Duration.ofSeconds(3));
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < UiProxy.MOST_CONNECTIONS; i++) {
            open.add(halfOpen("GET / HTTP/1.1\r\nHost: "));
        }
        TimeUnit.MILLISECONDS.sleep(300); // until the last one is taken
        try (Socket next = halfOpen("GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + basic(key()) + "\r\n\r\n")) {
            next.setSoTimeout(800);
            assertFalse(isClosed(next), "neither an answer nor an end");
            next.setSoTimeout(20_000);
            assertEquals("HTTP/1.1 200 OK", new BufferedReader(new InputStreamReader(next.getInputStream(), StandardCharsets.US_ASCII)).readLine());
        }
        for (Socket socket : open) {
            assertTrue(isClosed(socket));
        }
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    @Test
    void clocksThatAreApartAreNamed() throws Exception {
        HttpHeaders answer = HttpHeaders.of(Map.of("Date", List.of("Sat, 28 Nov 2026 16:10:00 GMT")), (name, value) -> true);
        assertEquals(Optional.of("this machine's clock says 2026-11-28T16:00:00Z, that of the page's machine 2026-11-28T16:10:00Z, and what the page is asked with is good for minutes only. Set"
                + " the clocks (by NTP, for example), or run this on a machine whose clock is right."), Clocks.apart(answer, Instant.parse("2026-11-28T16:00:00Z")));
        assertEquals(Optional.empty(), Clocks.apart(answer, Instant.parse("2026-11-28T16:09:30Z")));
        assertEquals(Optional.empty(), Clocks.apart(HttpHeaders.of(Map.of(), (name, value) -> true), Instant.now()));
        assertEquals("403 ", enter("/refused").statusCode() + " " + enter("/refused").body());
    }

    @Test
    void aPageWhoseClockIsTenMinutesLateIsNotBlamedOnTheUser() throws Exception {
        door.close();
        try (LatePage late = new LatePage()) {
            door = new UiProxy(late.address(), Secret.random(), 0);
            HttpResponse<String> refused = enter("/app/?a=b");
            assertEquals(502, refused.statusCode());
            LatePage.assertClocksNamed("The page " + late.address() + "/app/?a=b refuses its owner: ", refused.body());
        }
    }
}
