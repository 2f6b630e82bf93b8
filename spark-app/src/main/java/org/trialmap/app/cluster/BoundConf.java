package org.trialmap.app.cluster;

import java.util.Map;
import org.apache.spark.SparkConf;

/** Settings of a Master or Worker whose web pages listen on its own address only, for which Spark knows no other way than an environment variable. */
final class BoundConf extends SparkConf {
    private static final long serialVersionUID = 1L;

    private final String address;

    BoundConf(String address, Map<String, String> settings) {
        super(false);
        this.address = address;
        settings.forEach(this::set);
    }

    @Override
    public String getenv(String name) {
        return name.equals("SPARK_LOCAL_IP") || name.equals("SPARK_PUBLIC_DNS") ? address : super.getenv(name);
    }
}
