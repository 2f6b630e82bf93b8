package org.trialmap.cluster;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of {@code scontrol -o show job} or {@code show node}. */
public record JobText(String line) {
    /** A job's name may be anything, also what looks like other keys. */
    private static final Pattern NAME = Pattern.compile("(?<=\\s)JobName=.*?\\s(?=UserId=[^\\s(]+\\(\\d+\\) GroupId=)");

    /** The value of {@code key=}; empty where there is none, or SLURM's word for none. */
    public Optional<String> value(String key) {
        Matcher found = Pattern.compile("(?:^|\\s)" + Pattern.quote(key) + "=(\\S*)").matcher(NAME.matcher(line).replaceFirst(""));
        if (!found.find()) {
            return Optional.empty();
        }
        String value = found.group(1);
        return value.isEmpty() || value.equals("(null)") || value.equals("N/A") || value.equals("None") || value.equals("Unknown") ? Optional.empty()
                : Optional.of(value);
    }

    /** A path, which may have spaces: up to the next key. Some versions of SLURM expand the pattern of a log, some do not. */
    public Optional<String> path(String key) {
        Matcher found = Pattern.compile(" " + Pattern.quote(key) + "=(.*?)\\s*(?:$| [A-Z][A-Za-z:/]*=)").matcher(NAME.matcher(line).replaceFirst(""));
        return found.find() ? Optional.of(found.group(1).replace("%j", value("JobId").orElse("%j")).replace("%%", "%")) : Optional.empty();
    }

    String required(String key) {
        return value(key).orElseThrow(() -> new IllegalArgumentException("SLURM's description of the job has no " + key + ": " + line.strip()
                + ". This version of SLURM writes what trialmap does not know: tell its authors."));
    }

    /** A time of day without zone, as SLURM writes it in the zone of the machine. */
    public Optional<LocalDateTime> time(String key) {
        return value(key).flatMap(text -> {
            try {
                return Optional.of(LocalDateTime.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    public String state() {
        return value("JobState").orElse("UNKNOWN");
    }

    public int restarts() {
        return value("Restarts").map(Integer::parseInt).orElse(0);
    }
}
