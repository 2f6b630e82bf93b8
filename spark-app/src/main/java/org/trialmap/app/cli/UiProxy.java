package org.trialmap.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sparkproject.jetty.http.HttpField;
import org.sparkproject.jetty.io.Connection;
import org.sparkproject.jetty.io.Content;
import org.sparkproject.jetty.server.Handler;
import org.sparkproject.jetty.server.HttpConfiguration;
import org.sparkproject.jetty.server.HttpConnectionFactory;
import org.sparkproject.jetty.server.NetworkConnectionLimit;
import org.sparkproject.jetty.server.Request;
import org.sparkproject.jetty.server.Response;
import org.sparkproject.jetty.server.Server;
import org.sparkproject.jetty.server.ServerConnector;
import org.sparkproject.jetty.util.Callback;
import org.sparkproject.jetty.util.thread.QueuedThreadPool;
import org.trialmap.cluster.Secret;

/**
 * Opens locked web pages to a browser. It listens on the loopback interface only, which other users of this machine reach, too: so it asks for a random key as a password, which
 * browsers, other than cookies, give to no other port; and it adds the token that the pages ask for. Reads only.
 */
public final class UiProxy implements AutoCloseable {
    static final int MOST_CONNECTIONS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Of a connection with nothing on it. */
    private static final long IDLE_MILLIS = 10_000;
    /** Of one in all. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TOKEN = Duration.ofMinutes(5);
    private static final String LOOP = "127.0.0.1";
    private static final String ENTRY = "/enter";
    private static final String NAME = "trialmap";
    private static final List<String> HANDED_ON = List.of("Content-Type", "Cache-Control");
    private static final int TO_PAGE = 303;
    private static final int WHO = 401;
    private static final int FORBIDDEN = 403;
    private static final int ONLY_READING = 405;
    private static final int NO_ANSWER = 502;

    private final URI page;
    private final Secret secret;
    private final String key = Secret.random().text().replace("=", "");
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final Server server;
    private final ServerConnector connector;

    /**
     * @param page of the cluster's Master, or of a driver
     * @param port 0 = any
     * @throws BindException if another process has the port
     */
    public UiProxy(URI page, Secret secret, int port) throws IOException {
        this(page, secret, port, LIMIT);
    }

    UiProxy(URI page, Secret secret, int port, Duration limit) throws IOException {
        this.page = page;
        this.secret = secret;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_CONNECTIONS + 6, 2);
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(settings));
        connector.setHost(LOOP);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(new TimeLimit(limit));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.setHandler(new Answers());
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw e instanceof IOException io ? io.getCause() instanceof BindException taken ? taken : io : new IOException(e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** With the key. */
    public String address() {
        return "http://" + NAME + ":" + key + "@" + LOOP + ":" + port() + ENTRY;
    }

    /** No connection stays longer than it takes to answer. */
    private final class TimeLimit implements Connection.Listener {
        private final Duration limit;

        TimeLimit(Duration limit) {
            this.limit = limit;
        }

        @Override
        public void onOpened(Connection connection) {
            server.getScheduler().schedule(() -> connection.getEndPoint().close(), limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private final class Answers extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            response.getHeaders().put("Connection", "close");
            String host = request.getHeaders().get("Host");
            if (host == null || !host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?")) {
                say(response, FORBIDDEN, "These pages are called 127.0.0.1, not " + host + "."); // a page elsewhere whose name was made to stand for this machine
            } else if (isForeign(request)) {
                say(response, FORBIDDEN, "These pages are not part of others.");
            } else if (!List.of("GET", "HEAD").contains(request.getMethod())) {
                response.getHeaders().put("Allow", "GET, HEAD");
                say(response, ONLY_READING, "These pages can be read only.");
            } else if (!isOwner(request.getHeaders().get("Authorization"))) {
                response.getHeaders().put("WWW-Authenticate", "Basic realm=\"trialmap " + port() + "\", charset=\"UTF-8\"");
                say(response, WHO, "These pages are for their owner. Open the address that trialmap has printed.");
            } else if (request.getHttpURI().getPath().equals(ENTRY)) {
                response.getHeaders().put("Location", "http://" + host + "/"); // without the key, so that it does not stay in sight
                response.setStatus(TO_PAGE);
            } else {
                handOn(request, response);
            }
            callback.succeeded();
            return true;
        }
    }

    /** What a browser says that it fetches for another site's page. To follow a link from there is all right. */
    private static boolean isForeign(Request request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return site != null && !List.of("same-origin", "none").contains(site) && !"navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"));
    }

    private boolean isOwner(String authorization) {
        byte[] expected = ("Basic " + Base64.getEncoder().encodeToString((NAME + ":" + key).getBytes(StandardCharsets.UTF_8))).getBytes(StandardCharsets.UTF_8);
        return authorization != null && MessageDigest.isEqual(authorization.getBytes(StandardCharsets.UTF_8), expected);
    }

    private void handOn(Request asked, Response response) throws IOException, InterruptedException {
        // The host is never taken from what was asked for: the token is for these pages only.
        URI target = URI.create(page.getScheme() + "://" + page.getRawAuthority() + asked.getHttpURI().getPathQuery());
        HttpRequest request = HttpRequest.newBuilder(target).timeout(PATIENCE).method(asked.getMethod(), HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + secret.token(Instant.now().plus(TOKEN))).build();
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            say(response, NO_ANSWER, "The page " + target + " does not answer (" + e + "). What it shows may have ended; for a cluster, trialmap-slurm status or trialmap-cluster status says so.");
            return;
        }
        try (InputStream body = answer.body()) {
            String clocks = answer.statusCode() == FORBIDDEN ? Clocks.apart(answer.headers(), Instant.now()).orElse(null) : null;
            if (clocks != null) {
                say(response, NO_ANSWER, "The page " + target + " refuses its owner: " + clocks);
                return;
            }
            for (HttpField field : HANDED_ON.stream().flatMap(name -> answer.headers().firstValue(name).stream().map(value -> new HttpField(name, value))).toList()) {
                response.getHeaders().put(field);
            }
            answer.headers().firstValue("Location").ifPresent(to -> response.getHeaders().put("Location", behindTheDoor(to)));
            response.setStatus(answer.statusCode());
            try (OutputStream out = Content.Sink.asOutputStream(response)) {
                body.transferTo(out);
            }
        }
    }

    /** Of the same page only: ports are compared whole. */
    private String behindTheDoor(String location) {
        URI to = URI.create(location);
        boolean same = page.getScheme().equals(to.getScheme()) && page.getRawAuthority().equals(to.getRawAuthority());
        return !same ? location : (to.getRawPath().isEmpty() ? "/" : to.getRawPath()) + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery());
    }

    private static void say(Response response, int code, String text) throws IOException {
        response.setStatus(code);
        response.getHeaders().put("Content-Type", "text/plain; charset=utf-8");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The proxy of the web pages cannot be closed: " + e, e);
        }
    }
}
