package org.trialmap.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** A spark-submit as a stock Spark has it: Spark's own class with Spark's own jars, none of ours. */
final class SparkSubmit {
    private SparkSubmit() {}

    /** Makes {@code home/bin/spark-submit}, and {@code home/jars} of links into the distribution. */
    static void install(Path home) throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        try (Stream<Path> all = Files.list(Commands.DIST.resolve("jars"))) {
            for (Path jar : all.filter(file -> !file.getFileName().toString().startsWith("trialmap-")).toList()) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(script, "#!/bin/sh\nexport SPARK_HOME='" + home + "' SPARK_SCALA_VERSION=2.13\nexec java " + org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions()
                + " -cp '" + jars + "/*' org.apache.spark.deploy.SparkSubmit \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
