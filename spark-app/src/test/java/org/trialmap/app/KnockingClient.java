package org.trialmap.app;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.ChunkReceivedCallback;
import org.apache.spark.network.client.MergedBlockMetaResponseCallback;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.sasl.SaslClientBootstrap;
import org.apache.spark.network.sasl.SecretKeyHolder;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * Connects to ports of Spark's without knowing the secret, again and again and in all ways: bytes that mean nothing, frames that are cut, each request that Spark's own client has, handshakes with
 * a guessed secret. Prints how often it connected, and what it got beside refusals.
 */
public final class KnockingClient {
    /** Each driver has it for executors elsewhere; its name can be found by anybody. */
    private static final String OWN_JAR = Stream.of(System.getProperty("java.class.path").split(":")).map(entry -> Path.of(entry).getFileName().toString())
            .filter(name -> name.matches("trialmap-app-.*\\.jar")).findFirst().orElseThrow();
    private static final byte[] NOISE = new byte[300];
    private static final TransportConf CONF = new TransportConf("rpc", new MapConfigProvider(Map.of("spark.network.crypto.enabled", "true", "spark.rpc.io.connectionTimeout", "5s",
            "spark.network.auth.rpcTimeout", "200ms", "spark.rpc.io.clientThreads", "1", "spark.rpc.io.maxRetries", "0")));
    private static final SecretKeyHolder GUESSED = new SecretKeyHolder() {
        @Override
        public String getSaslUser(String app) {
            return "sparkSaslUser";
        }

        @Override
        public String getSecretKey(String app) {
            return "guessed";
        }
    };

    /** One way to knock at a port. */
    private interface Way {
        void knock(String host, int port) throws Exception;
    }

    /** One request of a client that is connected. */
    private interface Request {
        void send(TransportClient client, CountDownLatch answered) throws Exception;
    }

    private final Set<String> got = new ConcurrentSkipListSet<>();
    private final AtomicInteger connections = new AtomicInteger();

    private KnockingClient() {}

    /** @param arguments how often at each port, then ports as {@code 10.0.0.1:4040}, which are knocked at at once */
    public static void main(String[] arguments) throws Exception {
        new Random(1).nextBytes(NOISE);
        KnockingClient client = new KnockingClient();
        List<Thread> threads = Stream.of(arguments).skip(1).map(address -> new Thread(() -> client.knock(address, Integer.parseInt(arguments[0])))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(client.connections + " connections");
        client.got.forEach(System.out::println);
        System.exit(0);
    }

    private void knock(String address, int times) {
        String host = address.replaceFirst(":.*", "");
        int port = Integer.parseInt(address.replaceFirst(".*:", ""));
        try (TransportContext context = new TransportContext(CONF, new NoOpRpcHandler())) {
            Way[] ways = ways(context);
            for (int i = 0; i < times; i++) {
                ways[i < 2 ? ways.length - 1 - i : i % (ways.length - 2)].knock(host, port);
                connections.incrementAndGet();
            }
        } catch (Exception e) {
            got.add("a fault: " + e);
        }
    }

    /** The last two are slow. */
    private Way[] ways(TransportContext context) {
        TransportClientFactory plain = context.createClientFactory();
        return new Way[] {raw(NOISE), raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)), //
            raw(frame(Long.MAX_VALUE)), raw(frame(3)), raw(frame(100, 77, 1, 2, 3)), raw(frame(1000, 3)), raw(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3}), raw(new byte[0]),
            request(plain, (client, answered) -> client.sendRpc(ByteBuffer.wrap(NOISE), answer(RpcResponseCallback.class, "answer to an RPC", answered))),
            request(plain, (client, answered) -> client.send(ByteBuffer.wrap(NOISE))),
            stream(plain, "/jars/" + OWN_JAR), stream(plain, "/files/" + OWN_JAR), stream(plain, "/classes/" + HostileClient.ANY_FILE),
            request(plain, (client, answered) -> client.fetchChunk(1, 0, answer(ChunkReceivedCallback.class, "chunk", answered))),
            request(plain, (client, answered) -> client.uploadStream(new NioManagedBuffer(ByteBuffer.wrap(NOISE)), new NioManagedBuffer(ByteBuffer.wrap(NOISE)),
                    answer(RpcResponseCallback.class, "answer to an upload", answered))),
            request(plain, (client, answered) -> client.sendMergedBlockMetaReq("app", 0, 0, 0, answer(MergedBlockMetaResponseCallback.class, "merged blocks", answered))),
            handshake(context.createClientFactory(List.of(new AuthClientBootstrap(CONF, "app", GUESSED)))),
            handshake(context.createClientFactory(List.of(new SaslClientBootstrap(CONF, "app", GUESSED)))), endpoint(new SparkConf()),
            endpoint(new SparkConf().set("spark.authenticate", "true").set("spark.authenticate.secret", "guessed").set("spark.network.crypto.enabled", "true"))};
    }

    /** A frame of Spark's protocol that says that it has so many bytes. */
    private static byte[] frame(long length, int... content) {
        ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + content.length).putLong(length);
        Arrays.stream(content).forEach(value -> frame.put((byte) value));
        return frame.array();
    }

    private static Way raw(byte[] bytes) {
        return (host, port) -> {
            try (Socket socket = new Socket(host, port)) {
                socket.setSoTimeout(20);
                socket.getOutputStream().write(bytes);
                socket.getInputStream().read(new byte[100]);
            } catch (IOException e) {
                // refused, as it should be
            }
        };
    }

    private static Way request(TransportClientFactory factory, Request request) {
        return (host, port) -> {
            CountDownLatch answered = new CountDownLatch(1);
            try (TransportClient client = factory.createUnmanagedClient(host, port)) {
                request.send(client, answered);
                answered.await(100, TimeUnit.MILLISECONDS);
            }
        };
    }

    private Way stream(TransportClientFactory factory, String name) {
        return request(factory, (client, answered) -> client.stream(name, answer(StreamCallback.class, "stream " + name, answered)));
    }

    /** Any of Spark's callbacks: an answer that is no failure is something that was got. */
    private <T> T answer(Class<T> type, String what, CountDownLatch answered) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (List.of("onSuccess", "onData", "onComplete").contains(method.getName())) {
                got.add(what);
            }
            answered.countDown();
            return method.getName().equals("hashCode") ? 1 : null;
        }));
    }

    private Way handshake(TransportClientFactory factory) {
        return (host, port) -> {
            try (TransportClient client = factory.createUnmanagedClient(host, port)) {
                got.add("a handshake");
            } catch (Exception e) {
                // refused, as it should be
            }
        };
    }

    /** What a driver or a Worker does first. */
    private Way endpoint(SparkConf conf) {
        return (host, port) -> {
            conf.set("spark.rpc.askTimeout", "2s").set("spark.rpc.lookupTimeout", "2s").set("spark.rpc.io.maxRetries", "0").set("spark.network.auth.rpcTimeout", "2s");
            RpcEnv client = RpcEnv.create("client", "127.0.0.1", 0, conf, new SecurityManager(conf, Option.empty(), SecurityManager.$lessinit$greater$default$3()), true);
            try {
                client.setupEndpointRef(RpcAddress.apply(host, port), "Master");
                got.add("an endpoint");
            } catch (Exception e) {
                // refused, as it should be
            } finally {
                client.shutdown();
            }
        };
    }
}
