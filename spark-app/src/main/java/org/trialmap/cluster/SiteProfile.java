package org.trialmap.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is the same for all jobs at one site: {@code sites/NAME.conf}, lines of KEY VALUE.
 *
 * @param name of the file, without .conf; empty = no profile
 * @param partition, account null = SLURM's default
 * @param interfaceName, scratch, jobs null = choose, see {@link Settings}
 * @param modules to load in the job before Java is looked for
 * @param skip sbatch options that the site rejects
 * @param sbatch further sbatch options
 */
public record SiteProfile(String name, String partition, String account, String interfaceName, String scratch, String jobs, List<String> modules, List<String> skip,
        List<String> sbatch) {
    public static final SiteProfile NONE = new SiteProfile("", null, null, null, null, null, List.of(), List.of(), List.of());
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");
    private static final Set<String> KEYS = new TreeSet<>(Set.of("hosts", "partition", "account", "interface", "scratch", "jobs", "modules", "skip-directives", "sbatch"));

    /**
     * The profile of that name, else the one whose {@code hosts} (names with * and ?) fit the machine's name.
     *
     * @param folders to look in, the first one first
     * @param chosen null or empty = by host name
     * @param environment for $USER and $HOME in values
     */
    public static SiteProfile find(List<Path> folders, String chosen, String host, Map<String, String> environment) {
        if (chosen != null && !chosen.isEmpty()) {
            return folders.stream().map(folder -> folder.resolve(chosen + ".conf")).filter(Files::isRegularFile).findFirst().map(file -> read(file, environment))
                    .orElseThrow(() -> new IllegalArgumentException("There is no site profile " + chosen + " in " + folders + "; there are "
                            + all(folders).stream().map(SiteProfile::nameOf).toList() + ". Choose one of them with --site or " + Settings.SITE + ", or write "
                            + folders.get(0).resolve(chosen + ".conf") + "."));
        }
        return all(folders).stream().filter(file -> fits(file, host)).findFirst().map(file -> read(file, environment)).orElse(NONE);
    }

    private static boolean fits(Path file, String host) {
        return ShellText.list(properties(file).getProperty("hosts", "")).stream()
                .anyMatch(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(host)));
    }

    private static List<Path> all(List<Path> folders) {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> list = Files.list(folder)) {
                    list.filter(file -> file.toString().endsWith(".conf")).sorted().forEach(files::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return files;
    }

    private static SiteProfile read(Path file, Map<String, String> environment) {
        Properties properties = properties(file);
        for (String key : properties.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("The site profile " + file + " has a key " + key + " that does not exist. The keys are "
                        + String.join(", ", KEYS) + ". Correct the file.");
            }
        }
        UnaryOperator<String> value = key -> expanded(value(properties, key), key, file, environment);
        return new SiteProfile(nameOf(file), value.apply("partition"), value.apply("account"), value.apply("interface"), value.apply("scratch"), value.apply("jobs"), list(properties, "modules"),
                list(properties, "skip-directives"), list(properties, "sbatch"));
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The site profile " + file + " cannot be read (" + e + "). Correct it, or remove it.", e);
        }
    }

    private static String value(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key)).map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
    }

    /** With the names of this user and his home in place of $USER and $HOME: a profile is of all users of a site. */
    private static String expanded(String value, String key, Path file, Map<String, String> environment) {
        return value == null ? null : VARIABLE.matcher(value).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String text = name.equals("USER") || name.equals("HOME") ? environment.getOrDefault(name, System.getProperty("user." + name.toLowerCase(Locale.ROOT).replace("user", "name"))) : null;
            if (text == null) {
                throw new IllegalArgumentException("The site profile " + file + " has " + found.group() + " in " + key + ", but only $USER and $HOME are replaced. Correct the file.");
            }
            return Matcher.quoteReplacement(text);
        });
    }

    private static List<String> list(Properties properties, String key) {
        return ShellText.list(properties.getProperty(key, ""));
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.conf$", "");
    }
}
