package org.trialmap.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.trialmap.Await;

/** A real HDFS of one server for names and one for data, in a process of its own: Hadoop's own cluster for tests. */
final class HdfsProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("\"namenode_port\" ?: ?(\\d+)");
    private final Process process;
    private final String uri;

    private HdfsProcess(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    static HdfsProcess start(Path folder) throws Exception {
        Path details = folder.resolve("hdfs.json");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dtest.build.data=" + folder.resolve("hdfs"),
                "-Dhadoop.log.dir=" + folder, "-cp", System.getProperty("java.class.path"), "org.apache.hadoop.test.MiniDFSClusterManager", "-datanodes", "1", "-format", "-writeDetails",
                details.toString())
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("hdfs.log").toFile()).start();
        Await.until("HDFS is there; see " + folder.resolve("hdfs.log"), () -> !process.isAlive() || Files.exists(details) && PORT.matcher(Files.readString(details)).find());
        if (!process.isAlive()) {
            throw new IOException("HDFS did not start: " + Files.readString(folder.resolve("hdfs.log")));
        }
        Matcher port = PORT.matcher(Files.readString(details));
        port.find();
        return new HdfsProcess(process, "hdfs://localhost:" + port.group(1));
    }

    String uri() {
        return uri;
    }

    FileSystem files() throws IOException {
        return FileSystem.get(java.net.URI.create(uri), new Configuration());
    }

    /** Copies a file or folder to {@code /study}, and gives where it is now. */
    String put(Path file) throws IOException {
        files().copyFromLocalFile(new org.apache.hadoop.fs.Path(file.toUri()), new org.apache.hadoop.fs.Path("/study/" + file.getFileName()));
        return uri + "/study/" + file.getFileName();
    }

    List<String> list(String place) throws IOException {
        return java.util.Arrays.stream(files().listStatus(new org.apache.hadoop.fs.Path(place))).map(status -> status.getPath().getName()).sorted().toList();
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
