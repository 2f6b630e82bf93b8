package org.trialmap.support;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What a result was computed with. */
public final class Versions {
    private static final String SPARK = "/spark-version-info.properties";
    private static final Map<String, String> ALL = Collections.unmodifiableMap(read());

    private Versions() {}

    /** The version that the jar's manifest has. */
    public static String trialmap() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
    }

    /** Of the programs that take part, by name. */
    public static Map<String, String> all() {
        return ALL;
    }

    private static Map<String, String> read() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("trialmap", trialmap());
        spark().ifPresent(version -> versions.put("Spark", version));
        versions.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
        return versions;
    }

    /** What is on the class path; empty where there is none, as in a serial run without it. */
    private static Optional<String> spark() {
        try (InputStream in = Versions.class.getResourceAsStream(SPARK)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) { // known to be there, and unreadable: the version is not worth an error
            return Optional.empty();
        }
    }
}
