import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * The last step of the distribution, run by Maven as a single source file: writes what scripts/trialmap needs to start quickly into
 * {@code launch/}.
 * <ul>
 *   <li>{@code trialmap.jar}: refers to all jars in one fixed order, which a class-data archive demands;
 *   <li>{@code java-VERSION.jsa}: the classes of one run of {@link #TRAINING}, ready to map into memory. Any other Java starts without it;
 *   <li>{@code jvm.flags}: Spark's own JVM flags. Written last: a distribution is complete when it is there.
 * </ul>
 */
public final class FinishDistribution {
    /** The run whose classes are archived; a folder for its results is appended. */
    private static final List<String> TRAINING = List.of("demo", "--out");
    private static final int TRAINING_SECONDS = 120;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path dist = Path.of(arguments[0]);
        Path launch = Files.createDirectories(dist.resolve("launch"));
        writeReferences(dist.resolve("jars"), arguments[1], launch.resolve("trialmap.jar"));
        Path flags = launch.resolve("jvm.flags.tmp");
        Files.writeString(flags, String.join("\n", flags()) + "\n");
        try {
            archive(dist, launch, flags);
        } catch (IOException e) {
            System.err.println("No class-data archive, starts will be slower: " + e.getMessage());
        }
        Files.move(flags, launch.resolve("jvm.flags"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        // Java warns about an incubator module that is named at the start, but not about one that is loaded later, which takes this door.
        flags.remove("--add-modules=jdk.incubator.vector");
        flags.add("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
        return flags;
    }

    private static void writeReferences(Path jars, String first, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (Stream<Path> all = Files.list(jars)) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted(Comparator.comparing((String name) -> !name.equals(first)).thenComparing(Comparator.naturalOrder()))
                    .map(name -> "../jars/" + name)
                    .collect(Collectors.joining(" ")));
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            ZipEntry entry = new ZipEntry(JarFile.MANIFEST_NAME);
            entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0)); // always the same, as in Maven's jars: two builds give the same bytes
            out.putNextEntry(entry);
            manifest.write(out);
        }
    }

    private static void archive(Path dist, Path launch, Path flags) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(launch, "training");
        Path log = folder.resolve("log.txt");
        // The launcher finds the archive by the version in the JDK's release file.
        Path archive = launch.resolve("java-" + releaseVersion() + ".jsa");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + flags,
                "-XX:ArchiveClassesAtExit=" + archive, "-Dtrialmap.conf=" + dist.resolve("conf"),
                "-Dlog4j2.configurationFile=" + dist.resolve("conf/log4j2.properties").toUri(),
                "-cp", launch.resolve("trialmap.jar").toString(), "org.trialmap.app.Main"));
        command.addAll(TRAINING);
        command.add(folder.resolve("result").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_HOME", dist.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        try {
            boolean ended = process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0 || !Files.exists(archive)) {
                Files.deleteIfExists(archive);
                throw new IOException("the training run " + (ended ? "ended with " + process.exitValue() : "took too long") + ":\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
            delete(folder);
        }
    }

    private static String releaseVersion() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(System.getProperty("java.home"), "release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=")).map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                    .findFirst().orElseThrow(() -> new IOException("the JDK's release file has no JAVA_VERSION"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
