package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** A locked page on a machine whose clock is ten minutes late, so that it finds each token to be of another time: it refuses everybody. */
public final class LatePage implements AutoCloseable {
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z");
    private static final String WORDS = "this machine's clock says TIME, that of the page's machine TIME, and what the page is asked with is good for minutes only. Set the clocks (by NTP, for example),"
            + " or run this on a machine whose clock is right.";

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    public LatePage() throws IOException {
        Thread thread = new Thread(this::answer, "late page");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer() {
        while (!socket.isClosed()) {
            try (Socket asked = socket.accept()) {
                BufferedReader in = new BufferedReader(new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII));
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    continue; // to the end of the question
                }
                String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().minus(LATE).atOffset(ZoneOffset.UTC));
                asked.getOutputStream().write(("HTTP/1.1 403 Forbidden\r\nDate: " + date + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                continue; // closed, or whoever asked has gone
            }
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** That a text says {@code before}, and then both clocks and what to do. */
    public static void assertClocksNamed(String before, String text) {
        assertEquals(before + WORDS + "\n", TIME.matcher(text).replaceAll("TIME"));
        List<Instant> clocks = TIME.matcher(text).results().map(found -> Instant.parse(found.group())).toList();
        assertTrue(Duration.between(clocks.get(1), clocks.get(0)).minus(LATE).abs().toSeconds() <= 5, text);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
