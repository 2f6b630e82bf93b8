package org.trialmap.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.trialmap.Await;

/** A real S3 server in a process of its own, with one bucket, whose objects are files in a folder. */
final class S3Process implements AutoCloseable {
    static final String SECRET = "kTq7-the-secret-key-of-the-tests";
    /** The client's jars, as a user has them in a folder. */
    static final Path JARS = Path.of("target/s3/client").toAbsolutePath();
    private static final Path SERVER = Path.of("target/s3/server").toAbsolutePath();
    private static final Pattern PORT = Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
    private static final Pattern REQUEST = Pattern.compile("request: .*\\{([A-Z]+)@\\w+ http://[^/]*/bucket(\\S*) HTTP");

    private final Process process;
    private final Path folder;
    private final String port;

    private S3Process(Process process, Path folder, String port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static S3Process start(Path folder) throws Exception {
        Path log = folder.resolve("s3.log");
        Files.createDirectories(folder.resolve("s3/bucket"));
        Files.createDirectories(folder.resolve("s3/locked"));
        Path settings = Files.writeString(folder.resolve("s3.conf"), "s3proxy.endpoint=http://127.0.0.1:0\ns3proxy.authorization=aws-v2-or-v4\ns3proxy.identity=tests\ns3proxy.credential=" + SECRET
                + "\njclouds.provider=filesystem-nio2\njclouds.identity=x\njclouds.credential=x\njclouds.filesystem.basedir=" + folder.resolve("s3") + "\n");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.logFile=System.out", "-Dorg.slf4j.simpleLogger.log.org.gaul.s3proxy=debug", "-cp", SERVER + "/*", "org.gaul.s3proxy.Main", "--properties",
                settings.toString())
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Await.until("the S3 server is there; see " + log, () -> !process.isAlive() || PORT.matcher(Files.readString(log)).find());
        if (!process.isAlive()) {
            throw new IOException("The S3 server did not start: " + Files.readString(log));
        }
        Matcher port = PORT.matcher(Files.readString(log));
        port.find();
        return new S3Process(process, folder, port.group(1));
    }

    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:" + port);
        settings.put("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
        settings.put("spark.hadoop.fs.s3a.path.style.access", "true");
        settings.put("spark.hadoop.fs.s3a.access.key", "tests");
        settings.put("spark.hadoop.fs.s3a.secret.key", SECRET);
        settings.put("spark.hadoop.fs.s3a.multipart.size", "5M"); // the least that S3 takes
        settings.put("spark.hadoop.fs.s3a.attempts.maximum", "1");
        settings.put("spark.hadoop.fs.s3a.retry.limit", "1");
        settings.put("spark.hadoop.fs.s3a.bucket.free.create.conditional.enabled", "false");
        settings.put("spark.hadoop.fs.s3a.bucket.locked.secret.key", "wrong");
        return settings;
    }

    /** A folder for TRIALMAP_CONF, which only its owner reads. */
    Path conf(Path parent) throws IOException {
        Path conf = Files.createDirectory(parent.resolve("conf"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(conf.resolve("spark-defaults.conf"), settings().entrySet().stream().map(each -> each.getKey() + " " + each.getValue() + "\n").collect(Collectors.joining()));
        Files.copy(Commands.ROOT.resolve("conf/log4j2.properties"), conf.resolve("log4j2.properties"));
        return conf;
    }

    /** The file that holds an object of the bucket. */
    Path place(String name) {
        return folder.resolve("s3/bucket").resolve(name);
    }

    /** All requests since the server was started, as {@code GET /study/rec.h5}. */
    List<String> requests() throws IOException {
        return REQUEST.matcher(Files.readString(folder.resolve("s3.log"))).results().map((MatchResult found) -> found.group(1) + " " + found.group(2)).toList();
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
