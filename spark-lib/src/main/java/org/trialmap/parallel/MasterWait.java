package org.trialmap.parallel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.support.Reason;

/**
 * Waits until a standalone Master accepts connections. Spark itself would try three times, with a stack trace each, and then start without one.
 *
 * @param master spark://HOST:PORT, or several: spark://HOST:PORT,HOST:PORT
 * @param says gets one line if there is something to wait for
 */
record MasterWait(String master, Duration longest, Consumer<String> says) {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);
    /** As long as Spark tries. */
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int POLL_MILLIS = 500;
    private static final Pattern ADDRESS = Pattern.compile("\\[?([^/@\\]]+)]?:(\\d{1,5})");

    static MasterWait of(String master) {
        return new MasterWait(master, LONGEST, LOG::info);
    }

    /** @throws IllegalStateException if no Master has answered in time, or its host is not known */
    void untilItAnswers() {
        long start = System.nanoTime();
        boolean said = false;
        for (IOException failure = failure(); failure != null; failure = failure()) {
            if (failure instanceof UnknownHostException) {
                throw new IllegalStateException(Reason.of(failure) + ".", failure);
            }
            if (System.nanoTime() - start >= longest.toNanos()) {
                throw new IllegalStateException("no Master has answered there for " + TaskCall.words(longest) + " (" + Reason.of(failure) + "). Start it if it is down, or let this"
                        + " machine through its firewall.", failure);
            }
            if (!said) {
                said = true;
                says.accept("The Master " + master + " does not answer (" + Reason.of(failure) + "): waiting for it, " + TaskCall.words(longest) + " at most.");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for the Master " + master + ".", e);
            }
        }
    }

    /** The last one's if none of the Masters answers; null if one does, or if Spark has to say what is wrong with the address. */
    private IOException failure() {
        IOException failure = null;
        for (String address : master.substring("spark://".length()).split(",")) {
            Matcher parts = ADDRESS.matcher(address);
            if (!parts.matches()) {
                return null;
            }
            try (Socket socket = new Socket()) {
                InetSocketAddress place = new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
                if (place.isUnresolved()) {
                    throw new UnknownHostException(parts.group(1));
                }
                socket.connect(place, CONNECT_MILLIS);
                return null;
            } catch (IOException e) {
                failure = e;
            } catch (IllegalArgumentException e) { // a port above 65535
                return null;
            }
        }
        return failure;
    }
}
