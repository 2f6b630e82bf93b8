package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands.Ended;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.store.SavedResults;

/** The project in examples/my-analysis, built against the library that was installed as its page says, and run in each of the ways that its page says. */
class TemplateIT {
    private static final Path SOURCE = Commands.ROOT.resolve("examples/my-analysis");
    private static final Path COMMANDS = Path.of("src/test/sh/template.sh");
    private static final String SOURCES = """
            cp -R "$ROOT"/{pom.xml,.mvn,.formatter.xml,LICENSE,NOTICE} .
            for module in lib app notebook examples; do mkdir -p spark-$module/src && cp "$ROOT/spark-$module/pom.xml" spark-$module; done
            cp -R "$ROOT"/spark-lib/src/{main,generator} spark-lib/src
            """;

    @TempDir
    private Path temporary;

    private Path project;

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : tree.filter(Files::isRegularFile).filter(file -> !from.relativize(file).startsWith("target")).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void links(Path from, Path to, String but) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(entry -> !entry.endsWith(but)).toList()) {
                Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
            }
        }
    }

    /** A local repository with what this build has resolved, by links, and without the library. Plugins that it has not, such as that of "install", Maven gets. */
    private Path repository() throws IOException {
        Path own = Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().getPath()).resolve("../../../../../..").normalize();
        Path repository = temporary.resolve("repository");
        links(own, repository, "org");
        links(own.resolve("org"), repository.resolve("org"), "trialmap");
        return repository;
    }

    /** From a copy of the sources, since the build's own jars are in use. */
    private void install(Path repository) throws Exception {
        Path sources = Files.createDirectory(temporary.resolve("trialmap"));
        assertEquals(new Ended(0, "", ""), new Commands(sources).with("ROOT", Commands.ROOT.toString()).run("bash", "-euc", SOURCES));
        Files.writeString(sources.resolve(".mvn/maven.config"), "-B\n-q\n-Dmaven.repo.local=" + repository + "\n");
        Ended installed = new Commands(sources).with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1").run("bash", "-euc", block("install"));
        assertEquals(0, installed.code(), installed.out() + installed.err());
        try (Stream<Path> files = Files.walk(repository.resolve("org/trialmap"))) {
            assertEquals(List.of("trialmap-VERSION.pom", "trialmap-lib-VERSION-javadoc.jar", "trialmap-lib-VERSION-sources.jar", "trialmap-lib-VERSION.jar", "trialmap-lib-VERSION.pom"),
                    files.map(file -> file.getFileName().toString()).filter(name -> name.matches(".*\\.(jar|pom)")).map(name -> name.replaceFirst("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?", "VERSION")).sorted()
                            .toList());
        }
    }

    /** JUnit warns of each link that it finds when it cleans up. */
    private void deleteLinks() throws IOException {
        Files.walkFileTree(temporary, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String block(String tag) throws IOException {
        String text = Files.readString(COMMANDS);
        return text.substring(text.indexOf("# tag::" + tag + "[]\n"), text.indexOf("# end::" + tag + "[]"));
    }

    private double[] run(String tag, String result) throws Exception {
        String path = temporary.resolve("spark/bin") + ":" + System.getenv("PATH");
        Ended ended = new Commands(project).with("DIST", Commands.DIST.toString()).with("PATH", path).run("bash", "-euc", block(tag));
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().startsWith(result + "/PeakToPeak.h5\n"), ended.out());
        try (SavedResults results = SavedResults.open(project.resolve(result))) {
            assertArrayEquals(new int[] {20, 8}, results.stacked(0).read().shape());
            return results.stacked(0).read().doubles();
        }
    }

    /** What the template needs is what this build has resolved anyway. */
    @Test
    void itsVersionsAreThoseOfThisProject() throws IOException {
        Map<String, String> own = versions(Commands.ROOT.resolve("pom.xml"));
        own.put("junit-jupiter", own.get("junit-bom"));
        Map<String, String> template = versions(SOURCE.resolve("pom.xml"));
        assertEquals("1.0", template.remove("my-analysis"));
        assertEquals(8, template.size(), "the library, Spark's two, JUnit and four plugins: " + template);
        own.keySet().retainAll(template.keySet());
        assertEquals(own, template);
    }

    /** The versions that a pom.xml has, by artifact. */
    private static Map<String, String> versions(Path pom) throws IOException {
        String text = Files.readString(pom);
        Map<String, String> versions = new TreeMap<>();
        Pattern.compile("<artifactId>(.*)</artifactId>\\s*<version>(.*)</version>").matcher(text.replace("${scala.binary}", "2.13")).results().forEach(found -> {
            String version = found.group(2);
            boolean isProperty = version.startsWith("${") && !version.equals("${project.version}");
            String property = isProperty ? version.substring(2, version.length() - 1) : "version";
            versions.putIfAbsent(found.group(1), version.startsWith("$") ? text.replaceFirst("(?s).*?<" + property + ">(.*?)</" + property + ">.*", "$1") : version);
        });
        return versions;
    }

    @Test
    @Tag("slow")
    void theTemplateIsBuiltAndRunsAsItsPageSays() throws Exception {
        project = temporary.resolve("my-analysis");
        copy(SOURCE, project);
        try {
            Path repository = repository();
            install(repository);
            Ended built = new Commands(project).with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1").run("mvn", "-B", "-q", "-Dmaven.repo.local=" + repository, "package");
            assertEquals(0, built.code(), built.out() + built.err());
            assertTrue(Files.readString(project.resolve("target/surefire-reports/org.example.MyAnalysisTest.txt")).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"));
            SyntheticRecording.DEMO.write(project.resolve("recording.h5"));
            SparkSubmit.install(temporary.resolve("spark"));
            double[] expected = run("map", "mapped");
            assertArrayEquals(expected, run("program", "results"));
            assertArrayEquals(expected, run("submit", "submitted"));
        } finally {
            deleteLinks();
        }
    }
}
