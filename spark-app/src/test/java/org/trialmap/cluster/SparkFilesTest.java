package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialmap.support.LockedPages;

class SparkFilesTest {
    private static final Secret SECRET = new Secret("c2VjcmV0");
    private static final MemoryPlan MEMORY = new MemoryPlan(128, 512, 1648);
    private static final String SHARED = """
            spark.authenticate true
            spark.authenticate.secret c2VjcmV0
            spark.network.crypto.enabled true
            spark.network.crypto.authEngineVersion 2
            spark.network.crypto.saslFallback false
            spark.io.encryption.enabled true
            spark.master.rest.enabled false
            spark.ui.killEnabled false
            spark.ui.reverseProxy true
            spark.ui.filters org.apache.spark.ui.JWSFilter
            spark.org.apache.spark.ui.JWSFilter.param.secretKey c2VjcmV0
            """;

    @Test
    void daemonsAuthenticateEncryptAndLockTheirPages() {
        assertEquals(SHARED + "spark.worker.timeout 40\n", SparkFiles.text(SparkFiles.daemon(SECRET)));
        assertFalse(SparkFiles.daemonOptions(MEMORY, "/tmp/s").contains(SECRET.text()), "options are seen by all users");
        assertEquals("-Xmx128m\n-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n-Djava.io.tmpdir=/tmp/s\n-XX:-UsePerfData\n", SparkFiles.daemonOptions(MEMORY, "/tmp/s"));
    }

    @Test
    void theUsersSettingsWinExceptWhereTheClusterWouldFallApart() {
        Map<String, String> driver = SparkFiles.driver(Map.of("spark.authenticate", "false", "spark.cores.max", "2", "spark.speculation", "true"), SECRET, MEMORY, 6, Optional.empty());
        assertEquals("2", driver.get("spark.cores.max"));
        assertEquals("true", driver.get("spark.speculation"));
        assertEquals("true", driver.get("spark.authenticate"));
        assertEquals("6", SparkFiles.driver(Map.of(), SECRET, MEMORY, 6, Optional.empty()).get("spark.cores.max"));
    }

    @Test
    void theDriverInsideIsOnTheHeadAndTheOneOutsideIsNot() {
        Map<String, String> outside = SparkFiles.driver(Map.of(), SECRET, MEMORY, 6, Optional.empty());
        assertFalse(outside.keySet().stream().anyMatch(key -> key.startsWith("spark.driver.")), outside::toString);
        assertEquals("""
                spark.ui.port 0
                spark.cores.max 6
                spark.scheduler.maxRegisteredResourcesWaitingTime 60s
                spark.ui.showConsoleProgress false
                spark.executor.memory 1648m
                """ + SHARED + """
                spark.driver.memory 512m
                spark.driver.host 10.1.0.1
                spark.driver.bindAddress 10.1.0.1
                """, SparkFiles.text(SparkFiles.inside(outside, MEMORY, "10.1.0.1")));
    }

    @Test
    void theEnvironmentPointsToTheNodesOwnAddressAndScratch() {
        assertEquals("export SPARK_LOCAL_IP=10.1.0.1\nexport SPARK_PUBLIC_DNS=10.1.0.1\nexport SPARK_LOCAL_DIRS='/tmp/a b'\nexport TMPDIR='/tmp/a b'\n",
                SparkFiles.exports("10.1.0.1", "/tmp/a b"));
        assertEquals("\"-Djava.io.tmpdir=/tmp/a b\" -XX:-UsePerfData -XX:PerMethodTrapLimit=10000", SparkFiles.executorOptions("/tmp/a b", Optional.empty()));
        ClassArchive classes = new ClassArchive(Path.of("/my dist/launch/trialmap.jar"), Path.of("/my dist/launch/java-17.jsa"));
        assertEquals("-Djava.io.tmpdir=/tmp -XX:-UsePerfData -XX:PerMethodTrapLimit=10000 -Xshare:auto \"-XX:SharedArchiveFile=/my dist/launch/java-17.jsa\" -Xlog:cds=off -Xlog:cds+dynamic=off"
                + " -Xlog:class+path=off",
                SparkFiles.executorOptions("/tmp", Optional.of(classes)));
        assertEquals("/my dist/launch/trialmap.jar", SparkFiles.driver(Map.of(), SECRET, MEMORY, 6, Optional.of(classes)).get("spark.executor.extraClassPath"));
        assertEquals("/mine.jar", SparkFiles.driver(Map.of("spark.executor.extraClassPath", "/mine.jar"), SECRET, MEMORY, 6, Optional.of(classes)).get("spark.executor.extraClassPath"));
    }

    @Test
    void aConnectionFileSaysWhereItIsAndThenThatItWas() {
        assertEquals("""
                # A cluster of trialmap, for its owner only. Use it with --cluster FILE or ParallelMap.attach(Path).
                spark.master spark://10.1.0.1:4000
                trialmap.cluster.job 7
                trialmap.cluster.page http://10.1.0.1:8000
                trialmap.cluster.workers 3
                spark.cores.max 6
                """, ConnectionFile.text(Map.of("spark.cores.max", "6"), "spark://10.1.0.1:4000", "http://10.1.0.1:8000", "7", 3));
        assertEquals("# A cluster of trialmap that has ended.\ntrialmap.cluster.ended Job 7 reaches its time limit\n", ConnectionFile.ended("7", JobEnd.TIME_LIMIT.words()));
    }

    private static List<String> ofStrangers(String settings) {
        return settings.lines().map(String::strip).filter(line -> line.matches("(appender\\.strangers|logger\\.(server|sasl|crypto))\\..*")).toList();
    }

    /** Master and Workers, and all other processes: who knocks without the secret gets a line a minute. */
    @Test
    void loggingOfStrangersIsThatOfTheDistribution() throws IOException {
        List<String> distribution = ofStrangers(Files.readString(Path.of("../conf/log4j2.properties")));
        assertEquals(21, distribution.size());
        assertEquals(distribution, ofStrangers(SparkFiles.logging()));
    }

    @Test
    void thePagesAreLockedWithTheSettingsThatTheLibraryKnows() {
        assertEquals(LockedPages.FILTER, SparkFiles.shared(SECRET).get(LockedPages.FILTERS));
        assertEquals(SECRET.text(), SparkFiles.shared(SECRET).get(LockedPages.KEY));
    }
}
