package org.trialmap.parallel.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.StreamCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.sasl.SecretKeyHolder;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.ChildJvm;
import org.trialmap.Sessions;
import org.trialmap.SparkHome;
import org.trialmap.Warnings;
import org.trialmap.parallel.ParallelMap;

/** What Spark's driver hands over as streams: to its own executors, and to a client that has not the secret. */
class StreamGuardTest {
    private static final List<String> NOTHING = List.of();
    private static final TransportConf CONF = new TransportConf("rpc", new MapConfigProvider(Map.of("spark.rpc.io.clientThreads", "1")));

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        SparkHome.ofTests();
        Sessions.stop();
        for (String name : List.of("own model.jar", "table.txt", "classes/Cell.class", "private.txt")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
    }

    @AfterEach
    void stop() {
        SparkContext.getOrCreate().stop();
    }

    private SparkConf conf(String master) {
        return new SparkConf(false).setMaster(master).setAppName("x").set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1").set("spark.ui.enabled", "false")
                .set("spark.jars", folder.resolve("own model.jar").toUri().toString()).set("spark.files", folder.resolve("table.txt").toString())
                .set("spark.repl.class.outputDir", folder.resolve("classes").toString()).set("spark.executor.extraClassPath", ChildJvm.libraries());
    }

    /** All that it got: of a client that knocks with these streams, each on a connection of its own. */
    private List<String> got(List<TransportClientBootstrap> handshake) throws Exception {
        String up = "../".repeat(20);
        List<String> got = new ArrayList<>();
        for (String stream : List.of("/jars/own%20model.jar", "/jars/own model.jar", "/files/table.txt", "/classes/Cell.class", "/classes/../private.txt",
                "/classes/" + up + folder.resolve("private.txt"), "/artifacts/" + up + folder.resolve("private.txt"))) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            try (TransportContext context = new TransportContext(CONF, new NoOpRpcHandler());
                    TransportClient client = context.createClientFactory(handshake).createUnmanagedClient("127.0.0.1", SparkEnv.get().rpcEnv().address().port())) {
                client.stream(stream, new Text(answer));
                answer.get(30, TimeUnit.SECONDS);
            }
            if (answer.get().startsWith("got ")) {
                got.add(stream.replace(up, "UP").replace(folder.toString(), "FOLDER") + ": " + answer.get());
            }
        }
        return got;
    }

    /** "got ..." or the refusal. */
    private record Text(CompletableFuture<String> answer, StringBuilder bytes) implements StreamCallback {
        Text(CompletableFuture<String> answer) {
            this(answer, new StringBuilder("got "));
        }

        @Override
        public void onData(String stream, ByteBuffer data) {
            bytes.append(StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public void onComplete(String stream) {
            answer.complete(bytes.toString());
        }

        @Override
        public void onFailure(String stream, Throwable cause) {
            answer.complete("refused");
        }
    }

    private static List<TransportClientBootstrap> handshake() {
        return List.of(new AuthClientBootstrap(CONF, "app", new SecretKeyHolder() {
            @Override
            public String getSaslUser(String app) {
                return "sparkSaslUser";
            }

            @Override
            public String getSecretKey(String app) {
                return SparkEnv.get().securityManager().getSecretKey();
            }
        }));
    }

    @Test
    void executorsGetJarsAndFilesAndStrangersGetNothing() throws Exception {
        ParallelMap pmap = ParallelMap.start(conf("local-cluster[1,1,1024]"));
        assertEquals(List.of("own model.jar", "table.txt"), pmap.over(List.of("own model.jar", "table.txt")).collect(name -> Files.readString(Path.of(SparkFiles.get(name)))));
        assertEquals(NOTHING, got(List.of()));
        Path late = Files.writeString(folder.resolve("late.jar"), "late");
        SparkContext.getOrCreate().addJar(late.toString());
        assertEquals(List.of("late"), pmap.over(List.of("late.jar")).collect(name -> Files.readString(Path.of(SparkFiles.get(name)))));
        assertTrue(got(handshake()).containsAll(List.of("/jars/own model.jar: got own model.jar", "/files/table.txt: got table.txt", "/classes/Cell.class: got classes/Cell.class")));
    }

    @Test
    void inLocalModeToo() throws Exception {
        ParallelMap.start(conf("local[1]"));
        assertEquals(NOTHING, got(List.of()));
    }

    /** From when a map is made of it. */
    @Test
    void anAuthenticatedApplicationOfTheUsersOwnIsGuardedToo() throws Exception {
        JavaSparkContext own = new JavaSparkContext(conf("local[1]").set("spark.authenticate", "true"));
        assertEquals(List.of("/jars/own model.jar: got own model.jar", "/classes/Cell.class: got classes/Cell.class", "/classes/../private.txt: got private.txt",
                "/classes/UPFOLDER/private.txt: got private.txt"), got(List.of()), "Spark itself gives it away");
        ParallelMap.on(own);
        ParallelMap.on(own);
        assertEquals(NOTHING, got(List.of()));
    }

    /** That of another version may have other fields. */
    @Test
    void aSparkThatCannotBeGuardedIsNamedInTheLog() {
        ParallelMap.start(conf("local[1]"));
        SparkEnv env = SparkEnv.get();
        List<String> said = Warnings.of(() -> StreamGuard.change(env, rpc -> {
            throw new NoSuchFieldException("streamManager");
        }));
        assertEquals(List.of("Spark 4.2.0 hands the jars and files of this application to whoever reaches " + env.rpcEnv().address() + " and names them, and trialmap cannot keep it from that"
                + " (java.lang.NoSuchFieldException: streamManager). Use Spark 4.2.0, or keep secrets out of them."), said);
    }
}
