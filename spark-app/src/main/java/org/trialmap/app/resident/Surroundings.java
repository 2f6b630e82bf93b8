package org.trialmap.app.resident;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All of a process that its command can see, as Linux tells of it: working folder, environment, limits, rights, containers. Two processes for which this is equal do the
 * same with the same words. Only the account itself and root can read it.
 */
record Surroundings(Map<String, String> parts) {
    /** Every shell sets them anew. */
    private static final Set<String> OF_THE_SHELL = Set.of("_", "SHLVL", "OLDPWD");
    private static final Set<String> STATUS = Set.of("Umask", "Uid", "Gid", "Groups", "NoNewPrivs", "Seccomp", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "Cpus_allowed", "Mems_allowed");
    private static final List<String> WHOLE = List.of("limits", "cgroup", "oom_score_adj");
    private static final int NICE = 18;
    private static final int POLICY = 40;

    Surroundings {
        parts = Map.copyOf(parts);
    }

    /** @param process its folder in {@code /proc} */
    static Surroundings of(Path process) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        Path cwd = Files.readSymbolicLink(process.resolve("cwd"));
        parts.put("working folder", cwd.toString());
        parts.put("root", Files.readSymbolicLink(process.resolve("root")).toString());
        variables(text(process.resolve("environ"))).forEach((name, value) -> parts.put("variable " + name, value));
        parts.compute("variable PWD", (name, value) -> value != null && isFolder(Path.of(value), cwd) ? value : cwd.toString()); // as bash puts it right
        for (String file : WHOLE) {
            parts.put(file, text(process.resolve(file)));
        }
        text(process.resolve("status")).lines().map(line -> line.split(":", 2)).filter(line -> STATUS.contains(line[0])).forEach(line -> parts.put(line[0], line[1].strip()));
        parts.put("nice", scheduling(text(process.resolve("stat"))));
        try (Stream<Path> spaces = Files.list(process.resolve("ns"))) {
            for (Path space : spaces.toList()) {
                parts.put("namespace " + space.getFileName(), Files.readSymbolicLink(space).toString());
            }
        }
        return new Surroundings(parts);
    }

    private static boolean isFolder(Path name, Path folder) {
        try {
            return name.isAbsolute() && name.toRealPath().equals(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** The name of something that is not the same; empty where all is. */
    Optional<String> difference(Surroundings other) {
        Set<String> names = new TreeSet<>(parts.keySet());
        names.addAll(other.parts.keySet());
        return names.stream().filter(name -> !Objects.equals(parts.get(name), other.parts.get(name))).findFirst();
    }

    /** Of {@code NAME=VALUE}, each with a NUL at its end. */
    static Map<String, String> variables(String environ) {
        return Arrays.stream(environ.split("\0")).map(entry -> entry.split("=", 2)).filter(entry -> entry.length == 2 && !OF_THE_SHELL.contains(entry[0]))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1], (first, second) -> first + "\0" + second));
    }

    /** The second field may hold spaces and parentheses. */
    private static String scheduling(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return fields[NICE - 2] + " " + fields[POLICY - 2];
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
