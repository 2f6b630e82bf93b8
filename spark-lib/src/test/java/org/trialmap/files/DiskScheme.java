package org.trialmap.files;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.Sessions;

/** This machine's disk as one of Hadoop's file systems, {@code disk://here/folder/file}. */
public final class DiskScheme extends RawLocalFileSystem {
    private static final Map<String, String> SETTINGS = Map.of("spark.hadoop.fs.disk.impl", DiskScheme.class.getName(), "spark.hadoop.ipc.client.connect.max.retries", "0");
    private URI name;

    /** A context that knows the scheme. */
    public static JavaSparkContext on(String master) {
        return Sessions.on(master, Sessions.Serializer.JAVA, SETTINGS);
    }

    /** The same file under the scheme. */
    public static Path of(Path file) {
        return InputPath.of("disk://here" + file.toAbsolutePath());
    }

    @Override
    public void initialize(URI uri, Configuration settings) throws java.io.IOException {
        name = URI.create("disk://" + uri.getAuthority());
        super.initialize(uri, settings);
    }

    @Override
    public URI getUri() {
        return name == null ? URI.create("disk://here") : name;
    }

    @Override
    public String getScheme() {
        return "disk";
    }
}
