package org.trialmap.app.cli;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether another machine's clock says something else than this one's. What locked pages are asked with is good for a few minutes only. */
public final class Clocks {
    private static final Duration MUCH = Duration.ofMinutes(1);

    private Clocks() {}

    /** In words, with the cure; empty where they agree, or the other one does not say. */
    public static Optional<String> apart(HttpHeaders answer, Instant here) {
        Instant there = answer.firstValue("Date").map(Clocks::instant).orElse(here);
        if (Duration.between(here, there).abs().compareTo(MUCH) < 0) {
            return Optional.empty();
        }
        return Optional.of("this machine's clock says " + here.truncatedTo(ChronoUnit.SECONDS) + ", that of the page's machine " + there.truncatedTo(ChronoUnit.SECONDS)
                + ", and what the page is asked with is good for minutes only. Set the clocks (by NTP, for example), or run this on a machine whose clock is right.");
    }

    /** Null where it is none. */
    private static Instant instant(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
