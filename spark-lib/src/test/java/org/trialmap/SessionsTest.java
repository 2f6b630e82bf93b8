package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionsTest {

    @AfterAll
    static void stopSpark() {
        Sessions.stop();
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.Sessions#masters")
    void runsTestClassesOnEveryMaster(String master) {
        JavaSparkContext spark = Sessions.on(master);
        assertEquals(List.of(1, 4, 9), spark.parallelize(List.of(1, 2, 3), 3).map(SessionsTest::square).collect());
        assertSame(spark, Sessions.on(master));
    }

    @ParameterizedTest
    @EnumSource
    void runsWithEitherSerializer(Sessions.Serializer serializer) {
        JavaSparkContext spark = Sessions.on(Sessions.LOCAL_1, serializer);
        assertEquals(serializer.name(), spark.getConf().get("spark.serializer").contains("Kryo") ? "KRYO" : "JAVA");
        assertEquals(List.of(1, 4), spark.parallelize(List.of(1, 2)).map(SessionsTest::square).collect());
    }

    @Test
    @Tag("slow")
    void runsOnAStandaloneClusterAndKillsItsProcesses(@TempDir Path folder) {
        StandaloneCluster cluster = StandaloneCluster.start(SparkHome.ofTests(), 2, folder);
        try (cluster) {
            JavaSparkContext spark = Sessions.on(cluster.url());
            List<Long> pids = spark.parallelize(List.of(1, 2, 3, 4), 4).map(x -> ProcessHandle.current().pid()).collect();
            assertFalse(pids.contains(ProcessHandle.current().pid()), "tasks ran in the driver: " + pids);
            Sessions.stop();
        }
        assertTrue(cluster.workers().stream().noneMatch(Process::isAlive));
        assertFalse(cluster.master().isAlive());
    }

    private static int square(int x) {
        return x * x;
    }
}
