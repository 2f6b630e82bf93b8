package org.trialmap.parallel.guard;

import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.AbstractAuthRpcHandler;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;

/** A connection to a driver that has no streams until it has proved to know the secret. */
final class GuardedConnection extends RpcHandler {
    private final RpcHandler handler;
    private final StreamManager streams;

    GuardedConnection(RpcHandler handler, StreamManager streams) {
        this.handler = handler;
        this.streams = new Streams(streams);
    }

    private boolean isAuthenticated() {
        return handler instanceof AbstractAuthRpcHandler handshake && handshake.isAuthenticated();
    }

    @Override
    public StreamManager getStreamManager() {
        return streams;
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
        handler.receive(client, message, callback);
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message) {
        handler.receive(client, message);
    }

    @Override
    public StreamCallbackWithID receiveStream(TransportClient client, ByteBuffer header, RpcResponseCallback callback) {
        return handler.receiveStream(client, header, callback);
    }

    @Override
    public MergedBlockMetaReqHandler getMergedBlockMetaReqHandler() {
        return handler.getMergedBlockMetaReqHandler();
    }

    @Override
    public void channelActive(TransportClient client) {
        handler.channelActive(client);
    }

    @Override
    public void channelInactive(TransportClient client) {
        handler.channelInactive(client);
    }

    @Override
    public void exceptionCaught(Throwable cause, TransportClient client) {
        handler.exceptionCaught(cause, client);
    }

    private final class Streams extends StreamManager {
        private final StreamManager all;

        Streams(StreamManager all) {
            this.all = all;
        }

        /** Null = there is none of this name. */
        @Override
        public ManagedBuffer openStream(String name) {
            return isAuthenticated() ? all.openStream(name) : null;
        }

        @Override
        public ManagedBuffer getChunk(long stream, int chunk) {
            return all.getChunk(stream, chunk);
        }

        @Override
        public void connectionTerminated(Channel channel) {
            all.connectionTerminated(channel);
        }
    }
}
