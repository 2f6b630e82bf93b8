package org.trialmap.parallel;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.sparkproject.jetty.server.Connector;
import org.sparkproject.jetty.server.ServerConnector;
import org.trialmap.support.Reason;

/** Where a driver's web pages listen. Spark knows no setting for it but the environment variable SPARK_LOCAL_IP: without it, on all networks of the machine. */
final class DriverPages {
    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = 50_000_000;

    private DriverPages() {}

    /** From now on on the loopback interface only; where a cluster's Master hands the pages on, on the address that it reaches the driver by. */
    static void listenOnlyWhereNeeded(SparkContext spark) {
        SparkConf conf = spark.conf();
        String address = conf.getBoolean("spark.ui.reverseProxy", false) ? conf.get("spark.driver.bindAddress", conf.get("spark.driver.host", "127.0.0.1")) : "127.0.0.1";
        for (Connector each : connectors(spark)) {
            if (each instanceof ServerConnector connector && !address.equals(connector.getHost())) {
                move(connector, address);
            }
        }
    }

    /**
     * To the same port, which a Master has been told; it is free for an instant only, in which a connection of somebody else may take it. Then to any other one: the
     * printed address is right, only the Master's link to the pages is not.
     */
    private static void move(ServerConnector connector, String address) {
        int port = connector.getLocalPort();
        try {
            connector.stop();
            connector.setHost(address);
            connector.setPort(port);
            for (int i = 0; i < TRIES; i++) {
                try {
                    connector.start();
                    return;
                } catch (IOException e) { // taken
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            connector.setPort(0);
            connector.start();
        } catch (Exception e) {
            throw new IllegalStateException("The web pages of Spark cannot listen on " + address + " (" + Reason.of(e) + "). Choose an address with spark.driver.bindAddress, or"
                    + " leave them off with spark.ui.enabled=false.", e);
        }
    }

    /** Where the pages are; empty = there are none. */
    static Optional<String> address(SparkContext spark) {
        for (Connector each : connectors(spark)) {
            if (each instanceof ServerConnector connector && connector.getHost() != null) {
                return Optional.of("http://" + connector.getHost() + ":" + connector.getLocalPort());
            }
        }
        return spark.uiWebUrl().isDefined() ? Optional.of(spark.uiWebUrl().get()) : Optional.empty();
    }

    private static Connector[] connectors(SparkContext spark) {
        return spark.ui().isEmpty() || spark.ui().get().serverInfo().isEmpty() ? new Connector[0] : spark.ui().get().serverInfo().get().server().getConnectors();
    }
}
