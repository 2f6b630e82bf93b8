package org.trialmap.parallel;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.setting.Setting;

/** A driver on a cluster that stays, by the connection file that trialmap-slurm up or trialmap-cluster up has left. */
final class ClusterConnection {
    /** In the file once the cluster has ended: why. */
    private static final String ENDED = "trialmap.cluster.ended";
    /** In the file of a cluster without SLURM: the process that keeps it. */
    private static final String HEAD = "trialmap.cluster.head";
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int WATCH_MILLIS = 2000;
    private static final int SILENT_WATCHES = 15;

    private final Path file;
    private final URI master;
    /** That has started the cluster. */
    private final String program;

    private ClusterConnection(Path file, URI master, String program) {
        this.file = file;
        this.master = master;
        this.program = program;
    }

    /** A new Spark application; {@code own} wins except where the cluster's authentication would fail. */
    static JavaSparkContext start(Path file, SparkConf own) {
        Properties settings = ConnectionSettings.read(file);
        boolean slurm = settings.getProperty(HEAD) == null;
        String program = slurm ? "trialmap-slurm" : "trialmap-cluster";
        if (settings.getProperty(ENDED) != null) {
            throw new IllegalStateException("The cluster of " + file + " has ended: " + settings.getProperty(ENDED) + ". Start a new one with " + program + " up.");
        }
        String url = settings.getProperty("spark.master");
        if (url == null || settings.getProperty("spark.authenticate.secret") == null) {
            throw new IllegalArgumentException(file + " is not a connection file of a cluster: it has no spark.master or no spark.authenticate.secret. Name the file that"
                    + " trialmap-slurm up or trialmap-cluster up has printed.");
        }
        ClusterConnection attachment = new ClusterConnection(file, URI.create(url), program);
        if (!attachment.answers()) {
            throw new IllegalStateException("The Master " + url + " of " + file + " does not answer. Its " + (slurm ? "job" : "process") + " may have been killed (" + program + " status "
                    + file + "), or this machine cannot reach the nodes' network. Start a new cluster with " + program + " up, or choose another network with its --interface.");
        }
        JavaSparkContext spark = ClosedDriver.start(attachment.settings(settings, own));
        Thread watch = new Thread(() -> attachment.watch(spark), "trialmap cluster watch");
        watch.setDaemon(true);
        watch.start();
        return spark;
    }

    private SparkConf settings(Properties cluster, SparkConf own) {
        SparkConf conf = own.clone();
        cluster.stringPropertyNames().stream().filter(key -> key.startsWith("spark.") && (isClusters(key) || !own.contains(key))).forEach(key -> conf.set(key, cluster.getProperty(key)));
        conf.setIfMissing("spark.app.name", "trialmap");
        String address = addressSeenByMaster();
        conf.setIfMissing("spark.driver.host", address);
        conf.setIfMissing("spark.driver.bindAddress", address);
        return conf;
    }

    private static boolean isClusters(String key) {
        return key.equals("spark.master") || key.startsWith("spark.auth") || key.startsWith("spark.network.crypto.") || key.startsWith("spark.io.encryption.")
                || key.matches("spark\\.ui\\.(filters|killEnabled|reverseProxy)") || key.contains(".JWSFilter.");
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(master.getHost(), master.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends nothing. */
    private String addressSeenByMaster() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(master.getHost(), master.getPort()));
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new IllegalStateException("This machine cannot reach the Master " + master + ": " + e + ". Start a new cluster with " + program + " up --interface NAME, on a network"
                    + " that this machine is on.", e);
        }
    }

    /** Without its cluster a Spark application would wait for ever. */
    private void watch(JavaSparkContext spark) {
        int silent = 0;
        while (!spark.sc().isStopped()) {
            try {
                Thread.sleep(WATCH_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            String ended = null;
            try {
                ended = ended();
                silent = ended == null && answers() ? 0 : silent + 1;
            } catch (RuntimeException | OutOfMemoryError e) { // a watch that has ended would let the application wait for ever
                silent++;
            }
            if (ended != null || silent >= SILENT_WATCHES) {
                if (!spark.sc().isStopped()) {
                    LOG.error("The cluster of {} has ended: {}. What has finished is kept. Start a new one with {} up and run the same with " + Setting.RESUME + ".", file,
                            ended != null ? ended : "its Master does not answer", program);
                    spark.stop();
                }
            }
        }
    }

    /** Null while the cluster lives, or the file is being replaced. */
    private String ended() {
        try {
            return Files.exists(file) ? ConnectionSettings.read(file).getProperty(ENDED) : "it was stopped";
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
