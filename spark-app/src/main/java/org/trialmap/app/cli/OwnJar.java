package org.trialmap.app.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The application's own jar. */
public final class OwnJar {
    private OwnJar() {}

    /** The jar, if this runs from one: executors of a foreign Spark do not have it. */
    public static List<Path> path() {
        try {
            Path own = Path.of(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(own) && own.toString().endsWith(".jar") ? List.of(own) : List.of();
        } catch (URISyntaxException | RuntimeException e) {
            return List.of();
        }
    }
}
