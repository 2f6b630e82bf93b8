package org.trialmap.app.slurm;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.worker.Worker;
import org.trialmap.app.cluster.Machine;
import org.trialmap.cluster.Secret;
import org.trialmap.cluster.SparkFiles;
import scala.Option;

/** Many Workers of Spark in one process, in the place of srun and the nodes: each with one core, for the Master of the job whose folder is given. They end with the job. */
final class ManyWorkers {
    private static final int MEMORY_MIB = 4096;

    private ManyWorkers() {}

    /** @param arguments the job's folder, how many */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        while (!Files.exists(folder.resolve("master.url"))) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        String master = Files.readString(folder.resolve("master.url"));
        SparkConf conf = new SparkConf(false);
        SparkFiles.daemon(new Secret(Files.readString(folder.resolve("secret")))).forEach(conf::set);
        conf.set("spark.rpc.netty.dispatcher.numThreads", "1");
        String address = Machine.seenFrom(URI.create(master).getHost());
        Path work = folder.resolve("work");
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            Worker.startRpcEnvAndEndpoint(address, 0, 0, 1, MEMORY_MIB, new String[] {master}, work.resolve(Integer.toString(i)).toString(), Option.empty(), conf, Option.empty());
        }
        while (!Files.exists(folder.resolve("stop"))) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        System.exit(0);
    }
}
