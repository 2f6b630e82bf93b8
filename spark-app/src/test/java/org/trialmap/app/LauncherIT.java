package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.store.SavedResults;

/** scripts/trialmap as users call it: a process, some environment, an exit code and two streams. */
class LauncherIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path DIST = ROOT.resolve("spark-app/target/dist");
    private static final String SCRIPT = ROOT.resolve("scripts/trialmap").toString();

    @TempDir
    private Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private record Ended(int code, String out, String err) {}

    /** JUnit warns of each link that it finds when it cleans up. */
    @AfterEach
    void deleteLinks() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path link : tree.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void helpAndVersionSucceedQuietly() throws Exception {
        Ended help = run(SCRIPT, "--help");
        assertEquals(List.of(0, ""), List.of(help.code, help.err));
        assertTrue(help.out.startsWith("Usage: trialmap"), help.out);
        assertEquals(0, run(SCRIPT, "--version").code);
    }

    @Test
    void wrongUsageEndsWith2() throws Exception {
        assertEquals(2, run(SCRIPT, "--no-such-option").code);
        assertEquals(2, run(SCRIPT).code);
    }

    @Test
    void runsFromAnyFolderThroughSymbolicLinks() throws Exception {
        Path first = Files.createSymbolicLink(folder.resolve("a link"), Path.of(SCRIPT));
        Path second = Files.createSymbolicLink(Files.createDirectories(folder.resolve("bin dir")).resolve("trialmap"), Path.of("..", "a link"));
        Ended ended = run(second.toString(), "--version");
        assertEquals(List.of(0, ""), List.of(ended.code, ended.err));
        assertTrue(Files.exists(first));
    }

    @Test
    void aCopiedDistributionRunsWithoutSources() throws Exception {
        Path copy = copied(folder.resolve("with space/dist"), List.of("jars", "conf", "launch"));
        Ended ended = run(copy.resolve("bin/trialmap").toString(), "--version");
        assertEquals(List.of(0, ""), List.of(ended.code, ended.err));
    }

    @Test
    void prepareWritesWhatThisJavaHasLoadedAndLaterStartsTakeIt() throws Exception {
        Path copy = copyWithOwnLaunchFolder();
        String java = System.getProperty("java.home");
        String version = Files.readAllLines(Path.of(java, "release")).stream().filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElseThrow().replaceAll("[^\\d.]", "");
        Path archive = copy.toRealPath().resolve("launch/java-" + version + (Runtime.version().feature() < 25 ? ".jsa" : ".aot"));
        environment.put("JAVA_HOME", java);
        String launcher = copy.resolve("bin/trialmap").toString();
        assertEquals(new Ended(0, "Commands of this installation start faster now with Java " + version + ": " + archive + "\n", ""), run(launcher, "prepare"));
        assertTrue(Files.size(archive) > 20_000_000, () -> "what demo loads is more than that");
        try (Stream<Path> left = Files.list(archive.getParent())) {
            assertEquals(List.of(archive.getFileName().toString(), "jvm.flags", "trialmap.jar"), left.map(path -> path.getFileName().toString()).sorted().toList());
        }
        environment.put("TRIALMAP_JAVA_OPTS", "-Xlog:class+load=info:file=" + folder.resolve("loaded"));
        assertEquals(0, run(launcher, "demo").code);
        List<String> ours = Files.readAllLines(folder.resolve("loaded")).stream().filter(line -> line.contains(" org.trialmap.parallel.ParallelMap ")).toList();
        assertEquals(List.of("shared objects file"), ours.stream().map(line -> line.replaceFirst(".* source: (shared objects file).*", "$1")).toList(), ours::toString);
    }

    @Test
    void aCacheOfJava25IsTakenByCommandsAlone() throws Exception {
        Path copy = copyWithOwnLaunchFolder();
        Path cache = Files.createFile(copy.toRealPath().resolve("launch/java-25.0.9.aot"));
        fakeJava("25.0.9", "printf '<%s>' \"$@\"");
        String launcher = copy.resolve("bin/trialmap").toString();
        String door = "<--add-exports=java.base/jdk.internal.module=ALL-UNNAMED>";
        Ended ended = run(launcher, "demo");
        assertTrue(ended.out.contains("<-XX:AOTCache=" + cache + ">") && !ended.out.contains(door), ended.out);
        assertTrue(ended.out.endsWith("<-jar><" + cache.resolveSibling("trialmap.jar") + "><demo>"), ended.out);
        environment.put("TRIALMAP_MAIN", "org.apache.spark.deploy.SparkSubmit");
        Ended other = run(launcher, "x.jar");
        assertTrue(!other.out.contains("AOTCache") && other.out.contains(door) && other.out.endsWith("<-cp><" + cache.resolveSibling("trialmap.jar") + "><org.apache.spark.deploy.SparkSubmit><x.jar>"),
                other.out);
    }

    @Test
    void prepareSaysWhatIsWrong() throws Exception {
        Path copy = copyWithOwnLaunchFolder();
        String launcher = copy.resolve("bin/trialmap").toString();
        fakeJava("17.0.99", "echo Error: no space >&2; exit 1");
        assertEquals(new Ended(1, "", "Error: no space\ntrialmap: Java 17.0.99 could not write what it has loaded; what it said is above.\ntrialmap: Commands start as before.\n"),
                run(launcher, "prepare"));
        try (Stream<Path> left = Files.list(copy.resolve("launch"))) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith("prepare")));
        }
        environment.remove("JAVA_HOME");
        Ended words = run(launcher, "prepare", "now");
        assertEquals(new Ended(2, "", "trialmap: There is one word too many: 'now'.\nHelp: trialmap prepare --help\n"), words);
    }

    /** Of the distribution: its launcher, and links to these parts of it. */
    private static Path copied(Path copy, List<String> links) throws IOException {
        Files.createDirectories(copy.resolve("bin"));
        Files.copy(DIST.resolve("bin/trialmap"), copy.resolve("bin/trialmap"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String part : links) {
            Files.createSymbolicLink(copy.resolve(part), DIST.resolve(part));
        }
        return copy;
    }

    /** Without what its build has made for quick starts. */
    private Path copyWithOwnLaunchFolder() throws IOException {
        Path copy = copied(folder.resolve("dist"), List.of("jars", "conf"));
        Files.createDirectories(copy.resolve("launch"));
        for (String file : List.of("jvm.flags", "trialmap.jar")) {
            Files.copy(DIST.resolve("launch").resolve(file), copy.resolve("launch").resolve(file));
        }
        return copy;
    }

    @Test
    void anIncompleteDistributionWithoutSourcesSaysSo() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("dist"));
        Files.createDirectories(copy.resolve("jars"));
        Files.createDirectories(copy.resolve("conf"));
        Files.copy(Path.of(SCRIPT), Files.createDirectories(copy.resolve("bin")).resolve("trialmap"), StandardCopyOption.COPY_ATTRIBUTES);
        Ended ended = run(copy.resolve("bin/trialmap").toString(), "--version");
        assertEquals(new Ended(1, "", "trialmap: " + copy.toRealPath() + " is not complete and there are no sources to build it from.\n"
                + "trialmap: Copy the distribution again.\n"), ended);
    }

    @Test
    void namesThatAreNotAsciiWorkWithoutALocale() throws Exception {
        environment.put("LC_ALL", "C");
        Ended ended = run(SCRIPT, "exec", "--master", "serial", "--quiet", "--over", "x=ü", "--out", "größe", "--", "echo", "{x}");
        assertEquals(new Ended(0, "größe/echo.h5\n", ""), ended);
        assertTrue(Files.exists(folder.resolve("größe/echo.h5")));
    }

    @Test
    void argumentsThatAreNotTextAreRefused() throws Exception {
        for (String command : List.of("trialmap", "trialmap-slurm", "trialmap-cluster")) {
            Ended ended = run("bash", "-c", "exec \"$0\" $'x=\\xe4'", ROOT.resolve("scripts/" + command).toString());
            assertEquals(new Ended(2, "", "trialmap: Argument 1, 'x=\ufffd', holds bytes that are not text in the system's encoding (UTF-8); they would be changed on"
                    + " the way. Convert it (iconv -t UTF-8), or rename the file that it names.\nHelp: " + command + " --help\n"), ended);
        }
    }

    @Test
    void usesTheSparkSubmitOfSparkHome() throws Exception {
        Path submit = program(folder.resolve("spark home/bin/spark-submit"), "printf '<%s>' \"$@\"");
        environment.put("SPARK_HOME", submit.getParent().getParent().toString());
        Ended ended = run(SCRIPT, "map", "--over", "x=a b");
        assertEquals(List.of(0, ""), List.of(ended.code, ended.err));
        assertTrue(ended.out.matches("<--class><org\\.trialmap\\.app\\.Main><" + DIST + "/jars/trialmap-app-[^>]*\\.jar><map><--over><x=a b>"), ended.out);
    }

    @Test
    void tellsNativeLibrariesHowManyThreadsATaskHas() throws Exception {
        String print = "printf '%s ' $OMP_NUM_THREADS $OPENBLAS_NUM_THREADS $MKL_NUM_THREADS $VECLIB_MAXIMUM_THREADS";
        environment.put("MKL_NUM_THREADS", "9");
        fakeJava(print);
        assertEquals("2 2 9 2 ", run(SCRIPT, "map", "--cpus-per-task", "2").out);
        Path submit = program(folder.resolve("spark home/bin/spark-submit"), print);
        environment.put("SPARK_HOME", submit.getParent().getParent().toString());
        assertEquals("1 1 9 1 ", run(SCRIPT, "map").out);
    }

    @Test
    void becomesJavaItselfSoThatSignalsArrive() throws Exception {
        fakeJava("echo $$ $PPID");
        // The shell prints its own number, then is replaced by the launcher, which is replaced by Java.
        String[] lines = run("bash", "-c", "echo $$; exec \"$0\" demo", SCRIPT).out.split("\n");
        assertEquals(lines[0], lines[1].split(" ")[0]);
    }

    @Test
    void takesTheHeapFromTheCommandLineElseTheEnvironmentElseTheSettings() throws Exception {
        fakeJava("printf '<%s>' \"$@\"");
        Files.writeString(folder.resolve("spark-defaults.conf"), "# spark.driver.memory 1g\n spark.driver.memory   3g # comment\n");
        environment.put("TRIALMAP_CONF", folder.toString());
        assertTrue(run(SCRIPT, "demo").out.contains("<-Xmx3g>"));
        environment.put("SPARK_DRIVER_MEMORY", "4g");
        assertTrue(run(SCRIPT, "exec", "--", "tool", "spark.driver.memory=6g").out.contains("<-Xmx4g>"));
        Ended ended = run(SCRIPT, "map", "--conf", "spark.driver.memory=5g");
        assertTrue(ended.out.contains("<-Xmx5g>"), ended.out);
        assertTrue(ended.out.contains("<-Dtrialmap.conf=" + folder.toRealPath() + ">"), ended.out);
        assertTrue(ended.out.endsWith("<org.trialmap.app.Main><map><--conf><spark.driver.memory=5g>"), ended.out);
    }

    @Test
    void analysesHaveAHeapThatGrowsWithWhatIsAliveUnlessTheUserHasChosenOne() throws Exception {
        fakeJava("printf '<%s>' \"$@\"");
        String own = "<-XX:+UseSerialGC><-Xms256m>";
        for (String command : List.of("synthdata", "freqanalysis", "connectivityanalysis", "timelockanalysis", "mean", "itc", "baseline", "clusterstat", "preprocessing", "resampledata", "spike_psth",
                "spikestats", "selectdata", "definetrial",
                "redefinetrial", "concat", "artifact", "math")) {
            assertTrue(run(SCRIPT, command).out.contains(own), command);
        }
        assertFalse(run(SCRIPT, "map").out.contains("GC>"), "what functions need is not known");
        assertFalse(run(SCRIPT, "freqanalysis", "--conf", "spark.driver.memory=5g").out.contains("GC>"));
        for (String chosen : List.of("-Xmx4g", "-XX:+UseG1GC", "-XX:MaxHeapSize=1g")) {
            environment.put("TRIALMAP_JAVA_OPTS", chosen);
            assertFalse(run(SCRIPT, "freqanalysis").out.contains("<-XX:+UseSerialGC>"), chosen);
        }
    }

    @Test
    void refusesAConfFolderThatIsNotThere() throws Exception {
        environment.put("TRIALMAP_CONF", folder.resolve("none").toString());
        assertEquals(new Ended(1, "", "trialmap: TRIALMAP_CONF is " + folder.resolve("none") + ", which is not a folder.\n"
                + "trialmap: Set it to a folder with spark-defaults.conf and log4j2.properties, or unset it.\n"), run(SCRIPT, "demo"));
    }

    @Test
    void jarsOfAFolderAreOnTheClassPath() throws Exception {
        fakeJava("printf '<%s>' \"$@\"");
        Path jars = Files.createDirectory(folder.resolve("my jars"));
        environment.put("TRIALMAP_JARS", "my jars");
        assertEquals(new Ended(1, "", "trialmap: TRIALMAP_JARS is my jars, which is no folder with jars.\n" + "trialmap: Set it to a folder with *.jar files, or unset it.\n"), run(SCRIPT, "demo"));
        Files.createFile(jars.resolve("a.jar"));
        String out = run(SCRIPT, "demo").out;
        assertTrue(out.contains("trialmap.jar:" + jars.toRealPath() + "/*>"), out);
        assertTrue(out.contains("<-Dtrialmap.jars=" + jars.toRealPath() + ">"), out);

        Files.createFile(jars.resolve("b.jar"));
        program(folder.resolve("spark/bin/spark-submit"), "printf '<%s>' \"$@\"");
        environment.put("SPARK_HOME", folder.resolve("spark").toString());
        out = run(SCRIPT, "demo").out;
        assertTrue(out.startsWith("<--jars><my jars/a.jar,my jars/b.jar><--class>"), out);
    }

    @Test
    void saysWhatIsWrongWithJava() throws Exception {
        environment.put("JAVA_HOME", folder.toString());
        assertEquals(new Ended(1, "", "trialmap: JAVA_HOME is " + folder + ", but there is no bin/java in it.\n"
                + "trialmap: Set it to a JDK 17 or newer, or unset it.\n"), run(SCRIPT, "--version"));

        Path java = program(folder.resolve("bin/java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        assertEquals(new Ended(1, "", "trialmap: " + java + " is Java 11.0.2; trialmap needs 17 or newer.\n"
                + "trialmap: Install a JDK 17 or newer (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless), or set JAVA_HOME to one.\n"),
                run(SCRIPT, "--version"));
    }

    @Test
    void theFirstStartNeedsMavenAndShowsAFailedBuild() throws Exception {
        Path clone = folder.resolve("clone");
        Files.copy(Path.of(SCRIPT), Files.createDirectories(clone.resolve("scripts")).resolve("trialmap"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(clone.resolve("pom.xml"), "");
        Path bin = folder.resolve("programs");
        for (String name : List.of("bash", "dirname", "readlink", "sed", "head", "tail", "mkdir", "flock", "env")) {
            Files.createDirectories(bin);
            Files.createSymbolicLink(bin.resolve(name), which(name));
        }
        environment.put("PATH", bin.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        assertEquals(new Ended(1, "", "trialmap: the first start builds trialmap, but Maven (mvn) is not installed, or not on the PATH.\n"
                + "trialmap: Install it (Debian, Ubuntu: apt-get install maven).\n"), run(clone.resolve("scripts/trialmap").toString(), "--version"));

        program(bin.resolve("mvn"), "echo '[ERROR] no network'; exit 1");
        Path log = clone.toRealPath().resolve("target/build.log");
        assertEquals(new Ended(1, "", "trialmap: first start: building, which takes a few minutes while Maven downloads Spark (log: " + log + ")\n"
                + "[ERROR] no network\n"
                + "trialmap: the build failed; the end of its log is above, all of it is in " + log + "\n"
                + "trialmap: Without a network: build where there is one, and copy the folder with ~/.m2."
                + " Else correct what the log names and start again.\n"), run(clone.resolve("scripts/trialmap").toString(), "--version"));
    }

    /** Everybody may use the distribution, not everybody may write there. */
    @Test
    void aClusterWithinTheProcessWorksInATemporaryFolderAndRemovesIt() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        environment.put("TMPDIR", temporary.toString());
        environment.put("JAVA_HOME", QuickJava.HOME.toString());
        Set<Path> before = distribution();
        Ended ended = run(Commands.TRIALMAP, "exec", "--over", "x=1:3", "--parse", "numbers", "--out", folder.resolve("out").toString(), "--quiet", "--master", "local-cluster[1,1,1024]", "--", "sh",
                "-c",
                "ls \"$TMPDIR\" | wc -l; ls \"$TMPDIR\"/trialmap-home-*/work | wc -l");
        assertEquals(0, ended.code(), ended.err());
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertArrayEquals(new double[] {1, 1}, results.doubles(0), "one home, one application");
        }
        assertEquals(List.of(), names(temporary));
        Path settings = Files.createDirectory(folder.resolve("settings"));
        Files.writeString(settings.resolve("spark-defaults.conf"), "spark.app.name x\nspark.master = local-cluster[1,1,1024]\n");
        environment.put("TRIALMAP_CONF", settings.toString());
        assertEquals(2, run(Commands.TRIALMAP, "exec", "--none").code());
        assertEquals(List.of(), names(temporary), "nor is one left where nothing is run");
        assertEquals(before, distribution());
    }

    /** Without it one process in some ten computes with objects in place of vectors. */
    @Test
    void whatComputesIsToldToKeepVectorsInRegisters() throws Exception {
        environment.put("JAVA_HOME", QuickJava.HOME.toString());
        for (String master : List.of("local[1]", "local-cluster[1,1,1024]")) {
            Path out = folder.resolve(master);
            Ended ended = run(Commands.TRIALMAP, "exec", "--over", "x=1:2", "--parse", "numbers", "--out", out.toString(), "--quiet", "--master", master, "--", "sh", "-c",
                    "tr '\\0' '\\n' </proc/$PPID/cmdline | grep -cx -e -XX:PerMethodTrapLimit=10000");
            assertEquals(0, ended.code(), ended.err());
            try (SavedResults results = SavedResults.open(out)) {
                assertEquals(1, results.doubles(0)[0], master);
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static Set<Path> distribution() throws IOException {
        Path work = Commands.DIST.resolve("work");
        try (Stream<Path> all = Files.exists(work) ? Files.list(work) : Stream.empty()) {
            return all.collect(Collectors.toSet());
        }
    }

    private Ended run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        for (String name : List.of("SPARK_HOME", "SPARK_CONF_DIR", "TRIALMAP_CONF", "TRIALMAP_JARS", "TRIALMAP_JAVA_OPTS", "JAVA_HOME", "JAVA_TOOL_OPTIONS")) {
            builder.environment().remove(name);
        }
        builder.environment().putAll(environment);
        Path out = Files.createTempFile("launcher", ".out");
        Path err = Files.createTempFile("launcher", ".err");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> "still running: " + String.join(" ", command));
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** A Java 17 that only runs the lines given. */
    private void fakeJava(String body) throws IOException {
        fakeJava("17.0.99", body);
    }

    private void fakeJava(String version, String body) throws IOException {
        Path home = folder.resolve("jdk");
        program(home.resolve("bin/java"), body);
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        environment.put("JAVA_HOME", home.toString());
    }

    private static Path program(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ("#!/bin/bash\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path which(String name) {
        List<Path> found = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(":")) {
            found.add(Path.of(folder, name));
        }
        return found.stream().filter(Files::isExecutable).findFirst().orElseThrow(() -> new IllegalStateException(name + " is not on the PATH"));
    }
}
