package org.trialmap.app.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import org.trialmap.app.cli.Version;
import org.trialmap.cluster.HostReport;
import org.trialmap.cluster.NodeGpus;
import org.trialmap.cluster.SparkFiles;
import org.trialmap.support.Reason;
import scala.Option;

/**
 * The Worker of one host, which scripts/trialmap-cluster --worker starts there. Says what the host has, is told through its standard input what to do, the secret
 * included, and ends with this input: then whoever keeps the cluster has ended, or the connection to it.
 */
public final class HostWorker {
    /** In its order: the Master's URL. Other keys without a dot are slots and memory, those with one are Spark's. */
    static final String MASTER = "master";
    static final String SLOTS = "slots";
    static final String MEMORY = "memory";
    /** Begins the line that says where the Worker listens. */
    static final String STARTED = "trialmap-worker started ";

    private static final int MEBI = 20;

    private HostWorker() {}

    /** @param arguments the scratch folder, with the folder conf in it */
    public static void main(String[] arguments) {
        Path scratch = Path.of(arguments[0]);
        InputLines input = new InputLines();
        try {
            OwnerFiles.checkOthersCannotReplace(scratch.getParent());
            logging(scratch.resolve("conf"));
            NodeGpus gpus = NodeGpus.of(HostGpus.find());
            System.out.println(report(gpus.names().size()).text());
            Map<String, String> order = input.settings();
            if (order == null) {
                return;
            }
            input.next(line -> System.exit(0));
            RpcEnv worker = start(order, scratch, gpus);
            System.out.println(STARTED + worker.address().host() + ":" + worker.address().port());
            worker.awaitTermination();
        } catch (IOException | RuntimeException e) {
            System.err.println("trialmap: " + Reason.sentence(e));
        }
        System.exit(1);
    }

    static HostReport report(int gpus) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new HostReport(new Version().getVersion()[0], Runtime.getRuntime().availableProcessors(), (int) (system.getTotalMemorySize() >> MEBI), gpus,
                HostReport.client(System.getenv("SSH_CONNECTION")));
    }

    private static void logging(Path conf) throws IOException {
        Path file = conf.resolve("log4j2.properties");
        Files.writeString(file, SparkFiles.logging());
        System.setProperty("log4j2.configurationFile", file.toString());
    }

    /** On the address by which this host reaches the Master. */
    private static RpcEnv start(Map<String, String> order, Path scratch, NodeGpus gpus) throws IOException {
        String master = order.remove(MASTER);
        int slots = Integer.parseInt(order.remove(SLOTS));
        int memory = Integer.parseInt(order.remove(MEMORY));
        Path devices = scratch.resolve("conf/gpus.json");
        OwnerFiles.write(devices, gpus.resources());
        order.putAll(SparkFiles.announced(gpus, devices.toString()));
        String address = Machine.seenFrom(URI.create(master).getHost());
        return Worker.startRpcEnvAndEndpoint(address, 0, 0, slots, memory, new String[] {master}, scratch.resolve("work").toString(), Option.empty(), new BoundConf(address, order),
                gpus.names().isEmpty() ? Option.empty() : Option.apply(devices.toString()));
    }
}
