package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Sessions;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.files.InputPath;
import org.trialmap.store.SavedResults;

/** Recordings and results in the buckets of a real S3 server, with Hadoop's own client: commands as users type them give what they give on a disk. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class S3CommandsIT {
    @TempDir
    private static Path folder;
    private static S3Process s3;
    private static Path local;
    private static String there;
    private static Path conf;

    @BeforeAll
    static void start() throws Exception {
        Sessions.stop();
        s3 = S3Process.start(folder);
        conf = s3.conf(folder);
        s3.settings().forEach(System::setProperty);
        local = folder.resolve("rec.h5");
        new SyntheticRecording(200, 1000, 16, 1000, 42).write(local);
        there = put(local);
    }

    @AfterAll
    static void stop() {
        if (s3 != null) {
            s3.settings().keySet().forEach(System::clearProperty);
            s3.close();
        }
    }

    private static FileSystem bucket() throws IOException {
        Configuration configuration = new Configuration();
        s3.settings().forEach((name, value) -> configuration.set(name.replace("spark.hadoop.", ""), value));
        return FileSystem.get(URI.create("s3a://bucket/"), configuration);
    }

    private static String put(Path file) throws IOException {
        String place = "s3a://bucket/study/" + file.getFileName();
        try (OutputStream out = bucket().create(new org.apache.hadoop.fs.Path(place))) {
            Files.copy(file, out);
        }
        return place;
    }

    private static String run(String... command) {
        Ended ended = InProcess.run(command);
        assertEquals(0, ended.code(), ended.err());
        return ended.out();
    }

    /** Processes that have jars and keys as users give them. */
    private static Commands processes(Path folder) {
        return new Commands(folder).with("TRIALMAP_JARS", S3Process.JARS.toString()).with("TRIALMAP_CONF", conf.toString());
    }

    @Test
    @Order(1)
    void resultsAreThoseOfADiskAndRequestsAreFew() throws IOException {
        assertEquals(run("info", local.toString()).replace(local.toString(), there), run("info", there));
        run("freqanalysis", local.toString(), "--tapsmofrq", "4", "--out", folder.resolve("here.h5").toString(), "--master", "serial");
        int before = s3.requests().size();
        run("freqanalysis", there, "--tapsmofrq", "4", "--out", folder.resolve("there.h5").toString(), "--master", "local[2]");
        KilledDriver.assertSame(folder.resolve("here.h5"), folder.resolve("there.h5"));
        List<String> reads = s3.requests().stream().skip(before).filter(request -> request.equals("GET /study/rec.h5")).toList();
        assertTrue(!reads.isEmpty() && reads.size() <= 40, reads.size() + " requests for 13 MB, 200 trials"); // one for each trial would be 200
    }

    @Test
    @Order(1)
    void programsOfExecutorsReadThere() throws Exception {
        Path mapped = Files.createDirectory(folder.resolve("mapped"));
        ClusterMap.isThatOfADisk(mapped, processes(mapped), local, there, "s3a://bucket/mapped");
    }

    @Test
    @Order(1)
    void filesBesideAndEventsAreFoundThere() throws IOException {
        ByteBuffer samples = ByteBuffer.allocate(2 * 3 * 700).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3 * 700; i++) {
            samples.putShort((short) (i * 7919 % 1000));
        }
        Files.write(folder.resolve("brain.eeg"), samples.array());
        Files.writeString(folder.resolve("brain.vmrk"), "Brain Vision Data Exchange Marker File, Version 1.0\n[Common Infos]\nDataFile=brain.eeg\n[Marker Infos]\nMk1=Stimulus,S 1,101,1,0\n"
                + "Mk2=Stimulus,S 1,301,1,0\n");
        Path header = Files.writeString(folder.resolve("brain.vhdr"),
                "Brain Vision Data Exchange Header File Version 1.0\n[Common Infos]\nDataFile=brain.eeg\nMarkerFile=brain.vmrk\nDataFormat=BINARY\n"
                        + "DataOrientation=MULTIPLEXED\nNumberOfChannels=2\nSamplingInterval=1000\n[Binary Infos]\nBinaryFormat=INT_16\n[Channel Infos]\nCh1=Fz,,0.5,µV\nCh2=Cz,,0.5,µV\n");
        put(folder.resolve("brain.eeg"));
        put(folder.resolve("brain.vmrk"));
        String headerThere = put(header);
        String[] around = {"--event", "S 1", "--pre", "0.1", "--post", "0.2", "--tapsmofrq", "8", "--master", "local[2]", "--out"};
        run(words(words("freqanalysis", header.toString()), words(around, folder.resolve("brain-here.h5").toString())));
        run(words(words("freqanalysis", headerThere), words(around, folder.resolve("brain-there.h5").toString())));
        KilledDriver.assertSame(folder.resolve("brain-here.h5"), folder.resolve("brain-there.h5"));
    }

    /** The secret key stays in the file that it was given in. */
    @Test
    @Order(2)
    void executorsReadThereAndOneUploadIsTheResult() throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        String out = "s3a://bucket/results/spec.h5";
        String[] command = {"freqanalysis", there, "--tapsmofrq", "4", "--out", out, "--work", work.toString(), "--master=local-cluster[2,1,1024]", "--debug"};
        Process process = processes(work).start(words(words(Commands.TRIALMAP), command));
        while (process.isAlive()) {
            assertFalse(aCommandLineHas(S3Process.SECRET));
            Thread.sleep(100);
        }
        Commands.Ended ended = processes(work).end(process);
        assertEquals(0, ended.code(), ended.err());
        assertEquals(out + "\n", ended.out());
        assertFalse(ended.err().contains(S3Process.SECRET));
        KilledDriver.assertSame(folder.resolve("here.h5"), InputPath.of(out));
        assertArrayEquals(Files.readAllBytes(work.resolve("spec.h5")), Files.readAllBytes(s3.place("results/spec.h5")));
        run("report", work.toString());
        assertEquals(List.of(), files(work).filter(S3CommandsIT::hasSecret).toList());
        assertEquals(List.of("report.html"), files(work).map(file -> file.getFileName().toString()).filter(name -> name.startsWith("report")).toList());

        List<String> uploads = s3.requests().stream().filter(request -> request.contains(" /results/spec.h5")).filter(request -> !request.matches("(GET|HEAD) .*")).toList();
        assertTrue(uploads.size() > 3, "several parts: " + uploads);
        assertEquals("POST /results/spec.h5?uploads", uploads.get(0));
        assertTrue(uploads.subList(1, uploads.size() - 1).stream().allMatch(request -> request.startsWith("PUT /results/spec.h5?partNumber=")), uploads.toString());
        assertEquals(List.of("spec.h5"), files(s3.place("results")).map(file -> file.getFileName().toString()).toList());

        command[8] = "--master=serial";
        command[9] = "--quiet";
        assertEquals(
                new Ended(2, "", "trialmap: --out " + out + ": there is a file already, and nothing there is overwritten. Remove it, or choose another file with --out.\nHelp: trialmap freqanalysis"
                        + " --help\n"),
                InProcess.run(words(command, "--overwrite")));
        assertEquals(out + "\n", run(words(command, "--resume"))); // it is there
    }

    private static boolean aCommandLineHas(String text) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path each : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                try {
                    if (new String(Files.readAllBytes(each.resolve("cmdline")), StandardCharsets.ISO_8859_1).contains(text)) {
                        return true;
                    }
                } catch (NoSuchFileException e) {
                    // it has ended
                } catch (IOException e) {
                    assertEquals("No such process", e.getMessage());
                }
            }
        }
        return false;
    }

    private static boolean hasSecret(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(S3Process.SECRET);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    @Test
    @Order(3)
    void whatAMapReturnsIsPutThereUnlessSomethingIsThere() throws IOException {
        String maps = "s3a://bucket/maps";
        String work = folder.resolve("map-work").toString();
        String[] map = {"exec", "--over", "x=0:4", "--name", "job", "--out", maps, "--work", work, "--master", "local[2]", "--quiet", "--", "sh", "-c", "echo $0", "{x}"};
        assertEquals(maps + "/job.h5\n", run(map));
        try (SavedResults results = SavedResults.open(InputPath.of(maps))) {
            assertEquals(List.of("0", "1", "2", "3"), results.as(String.class));
        }
        Path other = Files.writeString(folder.resolve("taken.h5"), "other");
        String taken = put(other);
        map[4] = "taken";
        map[6] = "s3a://bucket/study";
        assertEquals(new Ended(1, "", "trialmap: " + taken + " cannot be written: there is another file already, and nothing there is overwritten. The result is complete in " + work
                + "/taken.h5. Remove the cause, and run the same again with --resume, which only copies it.\n"), InProcess.run(map));
        assertEquals("other", Files.readString(s3.place("study/taken.h5")));
    }

    @Test
    @Order(4)
    void aKilledDriverIsResumed() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed"));
        KilledDriver.isResumed(killed, processes(killed), S3CommandsIT::put, "s3a://bucket/killed");
    }

    @Test
    @Order(5)
    void whatIsWrongIsTold() {
        assertEquals(new Ended(2, "", "trialmap: " + there + ".no does not exist. Name a result file, a folder of results, or a recording.\nHelp: trialmap info --help\n"),
                InProcess.run("info", there + ".no"));
        String work = folder.toString();
        assertEquals("trialmap: --out s3a://free/x.h5 cannot be written: of the file systems of Hadoop only HDFS (hdfs://) and object stores that create an object on condition that there is none"
                + " (s3a://, unless fs.s3a.create.conditional.enabled is false) promise that a file appears complete, and never over another one. Name a file there, or one on a disk.",
                firstLine(InProcess.run("freqanalysis", there, "--out", "s3a://free/x.h5", "--work", work)));
        assertEquals("trialmap: s3a://locked/x.h5 cannot be read: Forbidden. See whether the key or role that is set here is right, and may read there.",
                firstLine(InProcess.run("info", "s3a://locked/x.h5"))
                        .replaceFirst(" \\(Service: S3.*?\\)(?=\\.)", ""));
    }

    @Test
    @Order(6)
    void aServerThatIsDownIsNoMissingFile() {
        s3.close();
        assertEquals("trialmap: " + there + " cannot be read: Connection refused. See whether s3a://bucket is right, and whether the server runs.", firstLine(InProcess.run("info", there)));
    }

    private static String firstLine(Ended ended) {
        return ended.err().lines().findFirst().orElse("");
    }

    private static String[] words(String... words) {
        return words;
    }

    private static String[] words(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }
}
