package org.trialmap.store.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A line of {@code trace.csv}: what became of one task.
 *
 * @param task index
 * @param run that computed it: 1 = the first, 2 = what was resumed then
 * @param ok whether there is a result
 * @param host where it ran; empty if that is not known
 * @param startMicros when it began, in microseconds since 1970 by that host's clock; 0 = not known, as of a task that took its process down
 * @param micros that its calls took, all attempts together
 * @param attempts how often it was tried
 */
public record TracedCall(int task, int run, boolean ok, String host, long startMicros, long micros, int attempts) {
    static final String HEADER = "task,run,status,host,start,seconds,attempts";
    private static final int MILLION = 1_000_000;
    private static final int COLUMNS = 7;
    private static final Pattern NO_HOST = Pattern.compile("[,\"\\p{Cntrl}]");

    public TracedCall {
        if (task < 0 || run < 1 || startMicros < 0 || micros < 0 || attempts < 0) {
            throw new IllegalArgumentException("task " + task + ", run " + run + ", start " + startMicros + ", " + micros + " microseconds, " + attempts + " attempts");
        }
        host = NO_HOST.matcher(host).replaceAll("_");
    }

    boolean isTimed() {
        return startMicros > 0;
    }

    long endMicros() {
        return startMicros + micros;
    }

    double seconds() {
        return micros / (double) MILLION;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** For example {@code 17,1,ok,node3,2026-11-29T08:20:01.123456Z,0.000123,1}. */
    void appendTo(StringBuilder line) {
        line.append(task).append(',').append(run).append(ok ? ",ok," : ",failed,").append(host).append(',');
        if (isTimed()) {
            String fraction = Integer.toString(MILLION + (int) (micros % MILLION));
            line.append(instant(startMicros)).append(',').append(micros / MILLION).append('.').append(fraction, 1, fraction.length());
        } else {
            line.append(',');
        }
        line.append(',').append(attempts).append('\n');
    }

    /** Back from a line; throws some {@link RuntimeException} if it is none of ours. */
    static TracedCall parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMNS || !fields[2].equals("ok") && !fields[2].equals("failed")) {
            throw new IllegalArgumentException(line);
        }
        boolean timed = !fields[4].isEmpty();
        long start = timed ? ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(fields[4])) : 0;
        long micros = timed ? Math.round(Double.parseDouble(fields[5]) * MILLION) : 0;
        return new TracedCall(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), fields[2].equals("ok"), fields[3].intern(), start, micros, Integer.parseInt(fields[6]));
    }
}
