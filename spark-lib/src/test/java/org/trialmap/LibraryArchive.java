package org.trialmap;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * The classes of the libraries of the tests, ready to be mapped into memory: processes that tests start load some thousand of Spark's, which is half of the time that a short one takes. Made
 * once for a build, by the JVM that needs it first. Where it cannot be made, or does not fit a process, Java loads the classes as ever.
 */
final class LibraryArchive {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path JAR = TARGET.resolve("test-libraries.jar");
    private static final Path ARCHIVE = TARGET.resolve("test-libraries.jsa");
    private static final int SECONDS = 180;
    private static final List<String> OPTIONS = make();

    private LibraryArchive() {}

    /** For Java, with a class path that begins with {@link #jar()}. */
    static List<String> options() {
        return OPTIONS;
    }

    /** Refers to all jars of the test class path; an archive can have nothing of folders. */
    static Path jar() {
        return JAR;
    }

    private static List<String> make() {
        try (FileChannel one = FileChannel.open(TARGET.resolve("test-libraries.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var lock = one.lock()) {
            List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar")).toList();
            Path content = TARGET.resolve("test-libraries.txt");
            String text = System.getProperty("java.version") + "\n" + String.join("\n", jars);
            if (!Files.exists(content) || !Files.readString(content).equals(text)) {
                Files.deleteIfExists(ARCHIVE);
                ReferenceJar.write(JAR, jars, LibraryTraining.class);
                train();
                Files.writeString(content, text); // last: now it is complete
            }
            return Files.exists(ARCHIVE) ? List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:class+path=off") : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the classes of the libraries were archived", e);
        }
    }

    private static void train() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:ArchiveClassesAtExit=" + ARCHIVE, "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", JAR.toString(), LibraryTraining.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(TARGET.resolve("test-libraries.log").toFile()).start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            Files.deleteIfExists(ARCHIVE);
        }
    }
}
