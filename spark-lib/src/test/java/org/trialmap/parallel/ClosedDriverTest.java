package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.ChildJvm;
import org.trialmap.Sessions;
import org.trialmap.SparkHome;
import scala.Option;

/** What is added to the settings of an application that we start, and what is said of one that we did not. */
class ClosedDriverTest {
    private static final String EXECUTOR_OPTIONS = "spark.executor.defaultJavaOptions";
    private static final String FILTER = "org.apache.spark.ui.JWSFilter";
    private static final String KEY = "spark.org.apache.spark.ui.JWSFilter.param.secretKey";

    @AfterEach
    void stop() {
        if (!SparkContext.getOrCreate(new SparkConf().setMaster("local").setAppName("x").set("spark.ui.enabled", "false")).isStopped()) {
            SparkContext.getOrCreate().stop();
        }
    }

    private static SparkConf conf(String... settings) {
        SparkConf conf = new SparkConf(false);
        for (int i = 0; i < settings.length; i += 2) {
            conf.set(settings[i], settings[i + 1]);
        }
        return conf;
    }

    private static Map<String, String> closed(String... settings) {
        Map<String, String> all = new TreeMap<>();
        for (scala.Tuple2<String, String> each : ClosedDriver.closed(conf(settings)).getAll()) {
            if (!each._1().startsWith("spark.executorEnv.") && !each._1().equals(EXECUTOR_OPTIONS)) { // UnsetThreadsTest, and below
                all.put(each._1(), each._2().matches("[\\w-]{43}") ? "SECRET" : each._2());
            }
        }
        return all;
    }

    @Test
    void anApplicationOnThisMachineAuthenticatesOnItsLoop() {
        Map<String, String> common = new TreeMap<>(Map.of("spark.app.name", "trialmap", "spark.authenticate", "true", "spark.driver.bindAddress", "127.0.0.1", "spark.driver.host", "127.0.0.1",
                "spark.ui.enabled", "false"));
        common.put("spark.master", "local[*,4]");
        assertEquals(common, closed());
        common.put("spark.master", "local-cluster[2,1,1024]");
        common.putAll(Map.of("spark.authenticate.secret", "SECRET", "spark.ui.filters", FILTER, KEY, "SECRET",
                "spark.ui.killEnabled", "false"));
        assertEquals(common, closed("spark.master", "local-cluster[2,1,1024]"));
        assertNotEquals(ClosedDriver.closed(conf("spark.master", "local-cluster[2,1,1024]")).get("spark.authenticate.secret"),
                ClosedDriver.closed(conf("spark.master", "local-cluster[2,1,1024]")).get("spark.authenticate.secret"));
    }

    @Test
    void pagesAreLockedAndCannotKillAndWhatIsSetWins() {
        assertEquals(Map.of("spark.app.name", "own", "spark.master", "spark://host:7077", "spark.ui.filters", FILTER, KEY, "SECRET", "spark.ui.killEnabled", "false"),
                closed("spark.master", "spark://host:7077", "spark.app.name", "own"));
        Map<String, String> open = closed("spark.master", "local", "spark.ui.enabled", "true", "spark.ui.killEnabled", "true", "spark.authenticate", "false", "spark.ui.filters", "own.Filter");
        assertEquals(List.of("true", "false", "own.Filter"), List.of(open.get("spark.ui.killEnabled"), open.get("spark.authenticate"), open.get("spark.ui.filters")));
        assertEquals(Map.of("spark.app.name", "trialmap", "spark.master", "yarn"), closed("spark.master", "yarn"));
    }

    @Test
    void executorsKeepVectorsInRegistersUnlessTheUserHasOptionsOfHisOwn() {
        for (String master : List.of("local-cluster[2,1,1024]", "spark://host:7077", "yarn")) {
            assertEquals("-XX:PerMethodTrapLimit=10000", ClosedDriver.closed(conf("spark.master", master)).get(EXECUTOR_OPTIONS));
        }
        assertEquals("-Xss4m", ClosedDriver.closed(conf("spark.master", "yarn", EXECUTOR_OPTIONS, "-Xss4m")).get(EXECUTOR_OPTIONS));
        assertFalse(ClosedDriver.closed(conf("spark.master", "local[2]")).contains(EXECUTOR_OPTIONS), "this process is the executor");
    }

    @Test
    void laterApplicationsOfTheProcessUseTheirOwnSecret() {
        SparkHome.ofTests();
        Sessions.stop();
        ParallelMap first = ParallelMap.start(conf("spark.master", "local[1]"));
        assertEquals(List.of(1, 2), first.over(List.of(1, 2)).collect(x -> x));
        SparkContext.getOrCreate().stop();
        SparkConf later = conf("spark.authenticate", "true", "spark.authenticate.secret", "of the cluster");
        assertNotEquals("of the cluster", secretInUse(later), "Spark itself keeps the first");
        ClosedDriver.useSecret(later);
        assertEquals("of the cluster", secretInUse(later));
    }

    private static String secretInUse(SparkConf conf) {
        return new SecurityManager(conf, Option.empty(), SecurityManager.$lessinit$greater$default$3()).getSecretKey();
    }

    @Test
    void pagesListenOnTheLoopOnlyAndAnswerNobodyWithoutTheKey() throws Exception {
        SparkHome.ofTests();
        Sessions.stop();
        ParallelMap.start(conf("spark.master", "local[1]", "spark.ui.enabled", "true", "spark.ui.port", "0"));
        SparkContext spark = SparkContext.getOrCreate();
        String address = DriverPages.address(spark).orElseThrow();
        assertTrue(address.matches("http://127\\.0\\.0\\.1:\\d+"), address);
        assertEquals(spark.uiWebUrl().get(), address, "what Spark says is true now");
        for (String path : List.of("/", "/jobs/", "/environment/", "/api/v1/applications", "/stages/stage/kill/?id=0", "/static/webui.css", "/metrics/json/")) {
            HttpURLConnection connection = (HttpURLConnection) URI.create(address + path).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            assertEquals(403, connection.getResponseCode(), path);
        }
    }

    @Test
    void whoStartsAnOpenApplicationHimselfIsTold() {
        String rest = " can read its data and run programs as you. Start it with spark.authenticate=true, or with ParallelMap.start (docs/security.md).";
        SparkConf local = conf("spark.master", "local[4]", "spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1");
        assertEquals(Optional.of("This Spark application asks for no secret: other accounts of this machine" + rest), OpenDriver.warning(local, true));
        assertEquals(Optional.empty(), OpenDriver.warning(local, false));
        assertEquals(Optional.of("This Spark application asks for no secret: whoever reaches this machine" + rest), OpenDriver.warning(conf("spark.master", "local"), false));
        assertEquals(Optional.empty(), OpenDriver.warning(conf("spark.master", "local", "spark.authenticate", "true"), true));
        assertEquals(Optional.empty(), OpenDriver.warning(conf("spark.master", "yarn"), true));
        assertEquals(Optional.of("The Master spark://host:7077 asks for no secret: whoever reaches its ports, the workers' or this driver's can run programs as you. Start Master, Workers and"
                + " applications with spark.authenticate=true and the same spark.authenticate.secret (docs/security.md)."), OpenDriver.warning(conf("spark.master", "spark://host:7077"), false));
    }

    /** Of its own: three maps, two of them of one session, the third of another. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                SparkContext open = new SparkContext(conf("spark.master", "local[1]", "spark.app.name", "x", "spark.ui.enabled", "false", "spark.driver.host", "127.0.0.1",
                        "spark.driver.bindAddress", "0.0.0.0"));
                System.out.println(ParallelMap.on(open).over(List.of(1, 2)).collect(x -> x * 2));
                System.out.println(ParallelMap.on(open).over(List.of(3)).collect(x -> x * 2));
                open.stop();
            }
        }
    }

    @Test
    void onceInAProcessHoweverManyMapsItMakes(@TempDir Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ChildJvm.options());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("--add-")).toList());
        command.addAll(List.of("-Dlog4j2.configurationFile=../conf/log4j2.properties", "-cp", ChildJvm.classPath(), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile()).start();
        assertEquals(0, process.waitFor(), () -> "exit code; see " + folder);
        assertEquals("[2, 4]\n[6]\n".repeat(2), Files.readString(folder.resolve("out")));
        assertEquals(List.of("WARN ParallelMap: This Spark application asks for no secret: whoever reaches this machine can read its data and run programs as you. Start it with"
                + " spark.authenticate=true, or with ParallelMap.start (docs/security.md)."),
                Files.readAllLines(folder.resolve("err")).stream().filter(line -> line.contains("secret")).map(line -> line.replaceFirst("^\\S+ ", "")).toList());
    }

    @Test
    void otherAccountsArePeopleThatMayLogIn() {
        List<String> alone = List.of("root:x:0:0:root:/root:/bin/bash", "daemon:x:1:1::/:/usr/sbin/nologin", "me:x:1000:1000::/home/me:/bin/bash", "nobody:x:65534:65534::/:/bin/sh",
                "service:x:1003:1003::/:/bin/false");
        assertFalse(OpenDriver.othersIn(alone, "me"));
        assertTrue(OpenDriver.othersIn(alone, "root"));
        assertTrue(OpenDriver.othersIn(alone, "anna"), "of a directory of many");
    }

    /** Another thread stops Spark while its constructor goes on. */
    @Test
    void whatAStoppedConstructorMeetsIsNotTheReason() {
        RuntimeException met = new IllegalArgumentException("requirement failed: Can only call getServletHandlers on a running MetricsSystem");
        Supplier<Object> fails = () -> {
            throw met;
        };
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> ClosedDriver.accepted("spark://host:7077", 0, fails));
        assertEquals("the process that listens there did not accept this application. Either it is not a Master, or it runs another version of Spark than 4.2.0, or its"
                + " spark.authenticate.secret is different.", refused.getMessage());
        assertSame(met, refused.getCause());
        assertSame(met, assertThrows(IllegalArgumentException.class, () -> ClosedDriver.accepted("spark://host:7077", Long.MAX_VALUE, fails)));
        assertSame(met, assertThrows(IllegalArgumentException.class, () -> ClosedDriver.accepted("local-cluster[2,1,1024]", 0, fails)));
    }
}
