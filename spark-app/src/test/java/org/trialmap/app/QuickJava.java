package org.trialmap.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java that runs the tests, as a {@code JAVA_HOME} whose processes compile little and collect garbage in one thread. Commands of the tests are over in seconds, half of which
 * the optimizing compiler takes, in executors as well; what it makes of the kernels is tested within one process. Analyses, for which scripts/trialmap has settings of its own, keep
 * them.
 */
final class QuickJava {
    /** JAVA_HOME for processes that are started by tests. */
    static final Path HOME = make(Path.of("target/quick-java").toAbsolutePath(), Path.of(System.getProperty("java.home")));

    private QuickJava() {}

    private static Path make(Path home, Path real) {
        try {
            Path bin = Files.createDirectories(home.resolve("bin"));
            links(real, home);
            links(real.resolve("bin"), bin);
            Path launcher = bin.resolve("java.new");
            Files.writeString(launcher, "#!/bin/sh\ncase \"$*\" in *Tier4*) quick= ;; *) quick=-XX:TieredStopAtLevel=1 ;; esac\nexec '" + real.resolve("bin/java")
                    + "' $quick -XX:+UseSerialGC \"$@\"\n");
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(launcher, bin.resolve("java"), StandardCopyOption.ATOMIC_MOVE);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void links(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(entry -> !List.of("bin", "java").contains(entry.getFileName().toString())).toList()) {
                Path link = to.resolve(entry.getFileName());
                if (!Files.isSymbolicLink(link)) {
                    Files.createSymbolicLink(link, entry);
                }
            }
        }
    }
}
