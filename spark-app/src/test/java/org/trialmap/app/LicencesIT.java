package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the application jar and the distribution carry may be passed on under Apache-2.0, and says so. */
class LicencesIT {
    private static final Path LIST = Commands.ROOT.resolve("THIRD-PARTY.txt");
    private static final Pattern FREE = Pattern.compile("(?i).*(apache|bsd|mit\\b|mpl|mozilla public|unicode|epl|eclipse|cddl|public domain).*");

    private static JarFile application() throws IOException {
        try (Stream<Path> jars = Files.list(Commands.DIST.resolve("jars"))) {
            return new JarFile(jars.filter(jar -> jar.getFileName().toString().startsWith("trialmap-app-")).findFirst().orElseThrow().toFile());
        }
    }

    private record Library(String file, List<String> licences) {
        static Library parse(String line) {
            String[] parts = line.split("  ", 2);
            String[] name = parts[0].split(":");
            return new Library(name[1] + "-" + name[2], List.of(parts[1].split(" \\| ")));
        }

        boolean isFree() {
            return licences.stream().anyMatch(licence -> FREE.matcher(licence).matches());
        }
    }

    private static List<Library> libraries() throws IOException {
        return Files.readAllLines(LIST).stream().skip(2).map(Library::parse).toList();
    }

    @Test
    void everyJarOfTheDistributionIsListed() throws IOException {
        List<Library> libraries = libraries();
        TreeSet<String> unknown = new TreeSet<>();
        try (Stream<Path> spark = Files.list(Commands.DIST.resolve("jars"));
                Stream<Path> notebook = Files.list(Commands.DIST.resolve("notebook"));
                Stream<Path> examples = Files.list(Commands.DIST.resolve("examples"))) {
            Stream.of(spark, notebook, examples).flatMap(jars -> jars).map(jar -> jar.getFileName().toString()).filter(jar -> !jar.startsWith("trialmap-"))
                    .filter(jar -> libraries.stream().noneMatch(library -> jar.equals(library.file() + ".jar") || jar.startsWith(library.file() + "-")))
                    .forEach(unknown::add);
        }
        assertEquals(new TreeSet<>(), unknown, "run scripts/licences");
    }

    @Test
    void everyLibraryHasALicenceThatIsNoGpl() throws IOException {
        assertEquals(List.of(), libraries().stream().filter(library -> !library.isFree()).toList());
        assertTrue(libraries().size() > 100);
    }

    /** Packages of the application jar that are not the project's own, by the library that they come from. */
    @Test
    void theApplicationJarHasNothingElse() throws IOException {
        try (JarFile jar = application()) {
            TreeSet<String> packages = new TreeSet<>();
            jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")).map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                    .map(name -> Pattern.compile("^((?:[^/]+/){1,3})").matcher(name).results().findFirst().map(match -> match.group(1)).orElse(name)).forEach(packages::add);
            packages.removeIf(name -> Stream.of("org/trialmap/", "io/jhdf/", "picocli/", "org/knowm/xchart/", "org/apache/commons/", "org/apache/batik/",
                    "org/apache/xmlgraphics/", "org/netlib/", "org/j_paine/", "us/hebi/matlab/").anyMatch(name::startsWith));
            assertEquals(new TreeSet<>(), packages);
        }
    }

    @Test
    void licencesAreInTheJarAndInTheDistribution() throws IOException {
        try (JarFile jar = application()) {
            for (String file : List.of("LICENSE", "NOTICE", "THIRD-PARTY.txt", "licenses/jhdf.txt", "licenses/commons-rng.txt", "licenses/lapack.txt", "licenses/libsvm.txt")) {
                byte[] expected = Files.readAllBytes(Commands.ROOT.resolve(file));
                assertEquals(new String(expected), new String(Files.readAllBytes(Commands.DIST.resolve(file))), file);
                assertEquals(new String(expected), new String(jar.getInputStream(jar.getEntry("META-INF/" + file)).readAllBytes()), file);
            }
        }
    }
}
