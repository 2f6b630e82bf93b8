import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.spark.launcher.JavaModuleOptions;
import org.trialmap.support.VectorOptions;

/**
 * The last step of the distribution, run by Maven as a single source file: writes what scripts/trialmap needs to start quickly into
 * {@code launch/}.
 * <ul>
 *   <li>{@code trialmap.jar}: refers to all jars in one fixed order, which a class-data archive demands;
 *   <li>{@code jvm.flags}: Spark's own JVM flags and one for vectors: a distribution is complete when it is there;
 *   <li>{@code java-VERSION.jsa} or {@code .aot}: classes that are ready to map into memory, by {@code trialmap prepare}. Any other Java starts without it.
 * </ul>
 */
public final class FinishDistribution {
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path dist = Path.of(arguments[0]);
        Path launch = Files.createDirectories(dist.resolve("launch"));
        writeReferences(dist.resolve("jars"), arguments[1], launch.resolve("trialmap.jar"));
        Path flags = launch.resolve("jvm.flags.tmp");
        Files.writeString(flags, String.join("\n", flags()) + "\n");
        Files.move(flags, launch.resolve("jvm.flags"), StandardCopyOption.ATOMIC_MOVE);
        archive(dist);
    }

    private static List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        // Java warns about an incubator module that is named at the start, but not about one that is loaded later, which takes this door.
        flags.remove("--add-modules=jdk.incubator.vector");
        flags.add("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
        flags.add(VectorOptions.JAVA);
        return flags;
    }

    private static void writeReferences(Path jars, String first, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (Stream<Path> all = Files.list(jars)) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.trialmap.app.Main");
            manifest.getMainAttributes().putValue("Add-Exports", "java.base/jdk.internal.module"); // where the option would be in the way (scripts/trialmap)
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

    /** By the launcher itself, so that it finds what suits. */
    private static void archive(Path dist) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(dist.resolve("bin/trialmap").toString(), "prepare").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TRIALMAP_") || name.startsWith("SPARK_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            System.err.println("Starts will be slower:\n" + said);
        }
    }
}
