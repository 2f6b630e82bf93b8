package org.trialmap.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.shuffle.BlockFetchingListener;
import org.apache.spark.network.shuffle.ExternalBlockStoreClient;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * What another account can do with Spark's own client, without the secret: look for a driver's RPC endpoints, and fetch its first broadcast. Prints what it got, one a line;
 * nothing where it got nothing.
 */
public final class HostileClient {
    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_SECONDS = 20;

    private HostileClient() {}

    /** @param ports to try */
    public static void main(String[] ports) throws Exception {
        SparkConf conf = new SparkConf().set("spark.rpc.askTimeout", "10s").set("spark.rpc.lookupTimeout", "10s").set("spark.rpc.io.maxRetries", "0");
        List<String> got = new ArrayList<>();
        for (String port : ports) {
            RpcEnv client = RpcEnv.create("client", HOST, 0, conf, new SecurityManager(conf, Option.empty(), SecurityManager.$lessinit$greater$default$3()), true);
            for (String endpoint : List.of("HeartbeatReceiver", "MapOutputTracker", "BlockManagerMaster")) {
                try {
                    client.setupEndpointRef(RpcAddress.apply(HOST, Integer.parseInt(port)), endpoint);
                    got.add("endpoint " + endpoint);
                } catch (Exception e) {
                    System.err.println(port + " " + endpoint + ": " + e);
                    break;
                }
            }
            client.shutdown();
            got.addAll(fetched(conf, Integer.parseInt(port)));
        }
        got.forEach(System.out::println);
        System.exit(0);
    }

    private static List<String> fetched(SparkConf conf, int port) throws InterruptedException {
        List<String> got = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        try (ExternalBlockStoreClient client = new ExternalBlockStoreClient(
                SparkTransportConf.fromSparkConf(conf.clone().set("spark.shuffle.io.maxRetries", "0"), "shuffle", 1, Option.empty(), Option.empty()), null, false, 5000)) {
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
