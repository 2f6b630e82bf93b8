package org.trialmap.files;

import java.io.File;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import scala.Tuple2;

/**
 * Hadoop's settings: those of its own files (in the folder that HADOOP_CONF_DIR names, or on the class path), then Spark's {@code spark.hadoop.*}, which executors have from the driver. Where no
 * Spark runs they are those that it would be started with. Passwords and tokens stay where Spark and Hadoop keep them.
 */
final class HadoopSettings {
    private static final String PREFIX = "spark.hadoop.";
    private static HadoopSettings last;

    private final SparkEnv spark;
    private final Configuration configuration;

    private HadoopSettings(SparkEnv spark) {
        this.spark = spark;
        this.configuration = new Configuration();
        String folder = System.getenv("HADOOP_CONF_DIR");
        for (String name : folder == null ? List.<String>of() : List.of("core-site.xml", "hdfs-site.xml")) {
            if (new File(folder, name).isFile()) {
                configuration.addResource(new Path(new File(folder, name).toURI()));
            }
        }
        for (Tuple2<String, String> setting : (spark == null ? new SparkConf() : spark.conf()).getAll()) {
            if (setting._1().startsWith(PREFIX)) {
                configuration.set(setting._1().substring(PREFIX.length()), setting._2());
            }
        }
    }

    static synchronized Configuration configuration() {
        SparkEnv now = SparkEnv.get();
        if (last == null || last.spark != now) {
            last = new HadoopSettings(now);
        }
        return last.configuration;
    }
}
