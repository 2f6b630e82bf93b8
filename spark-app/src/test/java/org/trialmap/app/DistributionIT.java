package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.StandaloneCluster;

/** What is in the application jar and beside it. */
class DistributionIT {
    private static final Path DIST = Path.of("target", "dist");

    @Test
    void theApplicationJarIsSmallAndHasNothingThatSparkShips() throws Exception {
        Path jar = jars("trialmap-app-").get(0);
        assertTrue(Files.size(jar) < 8_000_000, "bytes: " + Files.size(jar)); // 3 MB of it are trialmap
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> rooms = file.stream().map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^((?:[^/]+/){1,2}).*", "$1"))
                    .distinct().sorted().toList();
            assertEquals(List.of("io/jhdf/", "org/apache/", "org/j_paine/", "org/knowm/", "org/netlib/", "org/trialmap/", "picocli/", "us/hebi/"),
                    rooms); // j_paine and netlib are F2j
            assertFalse(file.stream().anyMatch(entry -> entry.getName().matches("org/apache/(?!commons/rng/|batik/|xmlgraphics/).*class")));
        }
    }

    @Test
    void sparkAndWhatJhdfNeedsAreBesideIt() throws Exception {
        for (String name : List.of("spark-core_2.13-", "spark-sql_2.13-", "hadoop-client-runtime-", "scala-library-2.13", "slf4j-api-",
                "commons-lang3-", "compress-lzf-", "lz4-java-", "log4j-core-")) {
            assertEquals(1, jars(name).size(), name);
        }
        for (String name : List.of("junit", "hadoop-common", "jhdf-", "picocli-", "spark-testing-base")) {
            assertEquals(List.of(), jars(name), name);
        }
    }

    @Test
    @Tag("slow")
    void standaloneMasterAndWorkersStartFromIt(@TempDir Path folder) {
        SparkConf conf = new SparkConf().setAppName("distribution").set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
        try (StandaloneCluster cluster = StandaloneCluster.start(DIST.toAbsolutePath(), 2, folder);
                JavaSparkContext spark = new JavaSparkContext(conf.setMaster(cluster.url()))) {
            assertEquals(1000, spark.parallelize(Collections.nCopies(1000, "x"), 4).count());
        }
    }

    private static List<Path> jars(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(DIST.resolve("jars"))) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
        }
    }
}
