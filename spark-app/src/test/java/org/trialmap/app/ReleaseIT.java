package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands.Ended;
import org.trialmap.store.SavedResults;

/** {@code scripts/release} in a copy of the project, whose jars are empty where a serial run needs none of their classes: most of the archive is jars. */
class ReleaseIT {
    private static final String COPY = """
            mkdir -p spark-app/target/dist/jars scripts
            cp -R "$ROOT"/{README.md,CHANGELOG.md,pom.xml,docs,notebooks,examples} .
            mkdir -p examples/my-analysis/target && touch examples/my-analysis/target/my-analysis.jar
            cp "$ROOT/scripts/release" scripts
            cd spark-app/target/dist
            for file in "$DIST"/*; do case $file in */jars|*/work|*/launch) ;; *) cp -R "$file" . ;; esac; done
            mkdir work launch && touch work/log launch/java-17.jsa launch/java-25.aot
            cp "$DIST"/launch/{jvm.flags,trialmap.jar} launch
            for jar in "$DIST"/jars/*; do
                case ${jar##*/} in
                    trialmap-*|scala-library-*|spark-sql-api*|jackson-*|log4j-*|slf4j-*|commons-lang3-*|javax.servlet-*) cp "$jar" jars ;;
                    *) : >"jars/${jar##*/}" ;;
                esac
            done
            """;

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void copyTheProject() throws Exception {
        root = Files.createDirectory(temporary.resolve("project"));
        assertEquals(new Ended(0, "", ""), in(root, "bash", "-euc", COPY));
    }

    private static Ended in(Path folder, String... command) throws IOException, InterruptedException {
        return new Commands(folder).with("ROOT", Commands.ROOT.toString()).with("DIST", Commands.DIST.toString()).run(command);
    }

    private static String version() throws IOException {
        return Files.readString(Commands.ROOT.resolve("pom.xml")).replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    }

    private Path pack(String folder) throws Exception {
        Ended ended = in(root, "scripts/release", "--no-build", "--fast", folder);
        Path archive = root.resolve(folder).resolve("trialmap-" + version() + ".tar.gz");
        assertEquals(new Ended(0, folder + "/" + archive.getFileName() + "\n", ""), ended);
        return archive;
    }

    /** Names of all files and links below {@code folder}. */
    private static TreeSet<String> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> !Files.isDirectory(file)).map(file -> folder.relativize(file).toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theArchiveRunsInAnEmptyFolderAndHasAllThatIsNotOfOneMachine() throws Exception {
        Path archive = pack("first");
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Files.copy(archive, empty.resolve(archive.getFileName()));
        assertEquals(new Ended(0, "trialmap " + version() + "\n", ""), in(empty, "bash", "-eu", Path.of("src/test/sh/release.sh").toAbsolutePath().toString()));
        Path unpacked = empty.resolve("trialmap-" + version());
        Ended exec = in(empty, unpacked.resolve("scripts/trialmap").toString(), "exec", "--over", "x=1:3", "--parse", "numbers", "--master", "serial", "--quiet", "--out", "out", "--", "echo", "{x}");
        assertEquals(List.of(0, "out/echo.h5\n"), List.of(exec.code(), exec.out()), exec.err());
        try (SavedResults results = SavedResults.open(empty.resolve("out"))) {
            assertEquals(2, results.doubles(1)[0]);
        }

        TreeSet<String> expected = files(root.resolve("spark-app/target/dist"));
        expected.removeIf(name -> name.endsWith(".jsa") || name.endsWith(".aot") || name.startsWith("work/"));
        for (String pages : List.of("docs", "notebooks", "examples")) {
            files(root.resolve(pages)).stream().filter(name -> !name.contains("target/")).forEach(name -> expected.add(pages + "/" + name));
        }
        expected.addAll(List.of("README.md", "CHANGELOG.md"));
        TreeSet<String> found = files(unpacked);
        assertTrue(Files.isSymbolicLink(unpacked.resolve("scripts")) && Files.isSameFile(unpacked.resolve("scripts"), unpacked.resolve("bin")), "the pages say scripts/trialmap");
        assertEquals(expected, found);
    }

    @Test
    void timesRightsAndOwnerOfTheFilesChangeNothing() throws Exception {
        Path first = pack("first");
        assertEquals(new Ended(0, "", ""), in(root, "bash", "-euc", "touch README.md spark-app/target/dist/bin/trialmap; chmod g+w,o-r README.md docs"));
        Path second = pack("second");
        assertEquals(-1, Files.mismatch(first, second));
        assertEquals(new Ended(0, second.getFileName() + ": OK\n", ""), in(second.getParent(), "sha256sum", "-c", second.getFileName() + ".sha256"));
        assertEquals(2, files(root.resolve("second")).size(), "nothing else is left");
    }

    /** All other jars are Maven's, which are told a time. */
    @Test
    void aBuildWritesNoTimeOfItsOwn() throws IOException {
        try (JarFile jar = new JarFile(Commands.DIST.resolve("launch/trialmap.jar").toFile())) {
            assertEquals(LocalDateTime.of(1980, 2, 1, 0, 0), jar.getEntry(JarFile.MANIFEST_NAME).getTimeLocal());
        }
    }

    @Test
    void whatCannotBePackedIsRefused() throws Exception {
        assertEquals(new Ended(1, "", "release: there is no option --fats: scripts/release [--no-build] [--fast] [FOLDER]\n"), in(root, "scripts/release", "--fats"));
        assertEquals(new Ended(1, "", "release: there are two folders, 'a' and 'b'. Give one.\n"), in(root, "scripts/release", "a", "b"));
        Files.delete(root.resolve("spark-app/target/dist/launch/jvm.flags"));
        assertEquals(new Ended(1, "", "release: " + root.toRealPath().resolve("spark-app/target/dist") + " is not a complete distribution of version " + version() + ".\n"
                + "release: Build it: leave out --no-build.\n"), in(root, "scripts/release", "--no-build", "out"));
        assertTrue(Files.notExists(root.resolve("out")));
    }
}
