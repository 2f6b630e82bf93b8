package org.trialmap.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Loaded classes of the distribution, which Java maps into memory in place of reading and checking them: an executor starts with half the work.
 *
 * @param jar that refers to all others; the archive fits only where it is the first of the class path
 * @param file the archive
 */
public record ClassArchive(Path jar, Path file) {

    /**
     * The one in a distribution, if it has one for this Java.
     *
     * @param distribution null = there is none
     * @param javaVersion as in the JDK's file release
     */
    public static Optional<ClassArchive> in(Path distribution, String javaVersion) {
        if (distribution == null) {
            return Optional.empty();
        }
        ClassArchive archive = new ClassArchive(distribution.resolve("launch/trialmap.jar"), distribution.resolve("launch/java-" + javaVersion + ".jsa"));
        return Files.isRegularFile(archive.jar) && Files.isRegularFile(archive.file) ? Optional.of(archive) : Optional.empty();
    }

    /** For a variable such as JDK_JAVA_OPTIONS. Where the archive does not fit, Java goes without it and says nothing. */
    String options() {
        return "-Xshare:auto " + ShellText.javaOption("-XX:SharedArchiveFile=" + file) + " -Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off";
    }
}
