package org.trialmap.parallel.guard;

import io.netty.channel.Channel;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.NettyStreamManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the jars, files and classes that a driver has for its executors to those only that have proved to know its secret. Spark itself asks for the secret before it answers calls, but not before
 * it sends streams: it hands jars and files to whoever knows their names, and where it serves a folder, as for a REPL, any file of its account, since it takes {@code ..} in a name.
 */
public final class StreamGuard implements TransportServerBootstrap {
    private static final Logger LOG = LoggerFactory.getLogger("org.trialmap.parallel.ParallelMap");

    private final StreamManager streams;

    private StreamGuard(StreamManager streams) {
        this.streams = streams;
    }

    /** Of an application that has no executors yet: who connected before gets nothing either. One that asks for no secret stays open. */
    static void ofNew(SparkEnv env) {
        change(env, rpc -> {
            field(NettyRpcEnv.class, "streamManager").set(rpc, new NettyStreamManager(rpc)); // connections that are there have the former, which stays empty
            add(rpc);
        });
    }

    /** Of one that runs: of connections from now on. */
    public static void of(SparkContext spark) {
        if (!spark.isStopped()) {
            change(spark.env(), StreamGuard::add);
        }
    }

    /** To Spark's own fields. */
    interface Change {
        void make(NettyRpcEnv rpc) throws ReflectiveOperationException;
    }

    static synchronized void change(SparkEnv env, Change change) {
        if (!env.securityManager().isAuthenticationEnabled()) {
            return;
        }
        try {
            change.make((NettyRpcEnv) env.rpcEnv());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("Spark {} hands the jars and files of this application to whoever reaches {} and names them, and trialmap cannot keep it from that ({}). Use Spark 4.2.0, or keep secrets out of"
                    + " them.", org.apache.spark.package$.MODULE$.SPARK_VERSION(), env.rpcEnv().address(), e.toString());
        }
    }

    /** Once. A new list, since other threads may be reading the former. */
    @SuppressWarnings("unchecked")
    private static void add(NettyRpcEnv rpc) throws ReflectiveOperationException {
        TransportServer server = (TransportServer) field(NettyRpcEnv.class, "server").get(rpc);
        Field bootstraps = field(TransportServer.class, "bootstraps");
        List<TransportServerBootstrap> all = new ArrayList<>((List<TransportServerBootstrap>) bootstraps.get(server));
        if (all.stream().noneMatch(StreamGuard.class::isInstance)) {
            all.add(new StreamGuard((StreamManager) rpc.fileServer()));
            bootstraps.set(server, all);
        }
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** @param handler of a new connection, with the handshake before it */
    @Override
    public RpcHandler doBootstrap(Channel channel, RpcHandler handler) {
        return new GuardedConnection(handler, streams);
    }
}
