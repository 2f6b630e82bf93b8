package org.trialmap.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of SLURM.
 *
 * @param directives sbatch options without the leading dashes -> value; an empty value = an option without one. In this order
 * @param more further sbatch options, as typed
 * @param skip names of options that the site rejects
 * @param settings variables for the bootstrap, see {@link Settings}
 * @param command what runs; empty = a cluster that stays
 */
public record JobRequest(Map<String, String> directives, List<String> more, List<String> skip, Map<String, String> settings, List<String> command) {
    /** Nodes whose heap sizes a plan shows before SLURM has chosen them. */
    private static final int UNKNOWN = 1;
    private static final int STOP_BEFORE = 120;
    private static final int SHORT = 180;
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,5})-)?(\\d{1,7}(?::\\d{1,2}){0,2})");

    /** Options that decide how nodes are used, and the letters that sbatch has for them. */
    private static final Map<String, String> KNOWN = Map.of("N", "nodes", "c", "cpus-per-task", "mem", "mem", "mem-per-cpu", "mem-per-cpu", "t", "time", "p", "partition", "A", "account",
            "J", "job-name", "exclusive", "exclusive");
    private static final Pattern OPTION = Pattern.compile("--([a-z-]+)(?:[= ]\\s*(.*))?|-([A-Za-z])\\s*(.*)", Pattern.DOTALL);

    public JobRequest {
        Map<String, String> all = new LinkedHashMap<>(directives);
        more = more.stream().filter(option -> !understood(option, all)).toList();
        directives = java.util.Collections.unmodifiableMap(all);
        skip = skip.stream().map(each -> each.replaceFirst("^--?", "").replaceFirst("=.*", "")).toList();
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        command = List.copyOf(command);
        for (String option : more) {
            if (!option.matches("--?[A-Za-z].*")) {
                throw new IllegalArgumentException("--sbatch " + option + " is not an option of sbatch: it does not begin with a dash. Write it as one word,"
                        + " for example --sbatch=--constraint=haswell.");
            }
        }
        if (directives.containsKey("time")) {
            seconds(directives.get("time"));
        }
        if (directives.containsKey("mem") && directives.containsKey("mem-per-cpu")) {
            throw new IllegalArgumentException("--mem and --mem-per-cpu exclude each other: the first is of a node, the second of a core. Leave one of them out.");
        }
        String scratch = settings.get(Settings.SCRATCH);
        if (scratch != null && !scratch.startsWith("/")) {
            throw new IllegalArgumentException(
                    "The scratch folder '" + scratch + "' (--scratch, or scratch of the site's profile) does not begin with /: it would be another one on each node, or none. Name it"
                            + " from the root on, for example /local.");
        }
        String nodes = directives.get("nodes");
        if (nodes != null && !nodes.matches("[1-9]\\d*(-[1-9]\\d*)?")) {
            throw new IllegalArgumentException("--nodes " + nodes + " is not a number of nodes. Write a number from 1, or a range such as 2-4.");
        }
    }

    /** Puts an option that is known among the directives, however it was written. */
    private static boolean understood(String option, Map<String, String> directives) {
        Matcher parts = OPTION.matcher(option);
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1) != null ? parts.group(1) : KNOWN.getOrDefault(parts.group(3), "");
        String value = parts.group(1) != null ? parts.group(2) : parts.group(4);
        if (!KNOWN.containsValue(name) || value == null && !name.equals("exclusive")) {
            return false;
        }
        directives.put(name, value == null ? "" : unquoted(value));
        return true;
    }

    /** As sbatch reads a quoted value in a script. */
    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    /** What was typed, each option one word for sbatch's command line; without what is left out. */
    public List<String> typed() {
        List<String> words = new ArrayList<>();
        directives.forEach((name, value) -> words.add("--" + name + (value.isEmpty() ? "" : "=" + value)));
        for (String option : more) {
            Matcher parts = OPTION.matcher(option);
            if (!parts.matches()) {
                words.add(option);
            } else if (parts.group(1) != null) {
                words.add("--" + parts.group(1) + (parts.group(2) == null ? "" : "=" + unquoted(parts.group(2))));
            } else {
                words.add("-" + parts.group(3) + unquoted(parts.group(4)));
            }
        }
        return words.stream().filter(word -> !skips(word)).toList();
    }

    /** What the job will have if each node gives what is asked for; empty where that is SLURM's choice. */
    public Optional<Allocation> expected() {
        int nodes = Integer.parseInt(directives.getOrDefault("nodes", "1").replaceFirst("-.*", ""));
        int cpus = Integer.parseInt(directives.getOrDefault("cpus-per-task", Integer.toString(UNKNOWN)));
        Optional<Integer> memory = Optional.ofNullable(directives.get("mem")).map(JobRequest::mebibytes)
                .or(() -> Optional.ofNullable(directives.get("mem-per-cpu")).map(each -> mebibytes(each) * cpus));
        if (directives.getOrDefault("exclusive", "no").isEmpty() || memory.isEmpty() || memory.get() == 0) {
            return Optional.empty();
        }
        List<NodeShare> shares = java.util.stream.IntStream.rangeClosed(1, nodes).mapToObj(i -> new NodeShare(Integer.toString(i), cpus, memory.get(), "")).toList();
        return Optional.of(new Allocation("", 0, "1", shares));
    }

    /** SLURM's sizes: 4096, 4096M, 4G, 1T; without unit mebibytes. */
    public static int mebibytes(String size) {
        if (!size.matches("\\d{1,9}[kKmMgGtT]?[bB]?")) {
            throw new IllegalArgumentException("The memory " + size + " is not a size. Write a number and a unit, for example 4G or 4096M; 0 = all of the node's.");
        }
        String number = size.replaceAll("\\D", "");
        String unit = size.replaceAll("\\d", "").toUpperCase(java.util.Locale.ROOT);
        long factor = unit.startsWith("K") ? 1 : unit.startsWith("G") ? 1 << 20 : unit.startsWith("T") ? 1 << 30 : 1 << 10;
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, Long.parseLong(number) * factor / 1024));
    }

    /** SLURM's time limits: minutes, M:S, H:M:S, D-H, D-H:M, D-H:M:S; in seconds. */
    static long seconds(String time) {
        if (time.matches("(?i)-1|infinite|unlimited")) {
            return Integer.MAX_VALUE;
        }
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The time limit " + time + " is not valid. Write minutes (90), hours, minutes and seconds (01:30:00), or days before them (1-12:00:00).");
        }
        long[] numbers = java.util.Arrays.stream(parts.group(2).split(":")).mapToLong(Long::parseLong).toArray();
        boolean days = parts.group(1) != null;
        long sum = days ? Long.parseLong(parts.group(1)) * 86_400 : 0;
        int unit = days || numbers.length == 3 ? 3600 : 60;
        for (long number : numbers) {
            sum += number * unit;
            unit /= 60;
        }
        return sum;
    }

    /** Whether sbatch makes several jobs of it. */
    public boolean isArray() {
        return more.stream().anyMatch(option -> option.matches("(?s)(--array|-a).*"));
    }

    /** Whether the files that the job will find may differ from those that are here now: it runs in another folder, or after other jobs. */
    public boolean seesOtherFiles() {
        return more.stream().anyMatch(option -> option.matches("(?s)(--chdir|--dependency|--begin|-D|-d|-b)([= ].*)?|-[Ddb]\\S.*"));
    }

    /** What will be a disappointment, though SLURM takes it. */
    public Optional<String> warning() {
        return Optional.ofNullable(directives.get("time")).filter(time -> seconds(time) < SHORT).map(time -> "the time limit " + time + " is short: SLURM gives its warning up to a minute"
                + " early, and a start takes some seconds, so the " + (command.isEmpty() ? "cluster" : "run")
                + " may be stopped before it has done anything. Ask for three minutes or more with --time.");
    }

    /** How long before the time limit the job stops, in seconds: two minutes, less where there is not much time. */
    int stopBefore() {
        String time = directives.get("time");
        return time == null ? STOP_BEFORE : (int) Math.max(1, Math.min(STOP_BEFORE, seconds(time) / 5));
    }

    boolean skips(String option) {
        return skip.contains(option.replaceFirst("^--?", "").replaceFirst("[= ].*", ""));
    }
}
