package org.trialmap.parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialmap.parallel.guard.GuardedContext;
import org.trialmap.parallel.resource.SparkGpus;
import org.trialmap.parallel.resource.UnsetThreads;
import org.trialmap.support.LocalMaster;
import org.trialmap.support.LockedPages;
import org.trialmap.support.Reason;
import org.trialmap.support.ThreadVariables;
import org.trialmap.support.VectorOptions;

/**
 * A Spark application that other accounts of its machine cannot reach: its RPC and block ports ask for a secret that is new for each application, its web pages
 * are locked, cannot kill, and listen where they must only. What the settings say wins.
 */
final class ClosedDriver {
    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String SECRET = "spark.authenticate.secret";
    private static final int SECRET_BYTES = 32;
    /** Spark asks a Master three times, for 20 s each; nothing else in its start takes nearly as long. */
    private static final long GIVES_UP_NANOS = 55_000_000_000L;

    private ClosedDriver() {}

    static JavaSparkContext start(SparkConf own) {
        SparkConf conf = closed(own);
        useSecret(conf);
        String master = conf.get("spark.master");
        if (master.startsWith("spark://")) {
            MasterWait.of(master).untilItAnswers();
        }
        JavaSparkContext spark = accepted(master, GIVES_UP_NANOS, () -> new JavaSparkContext(new GuardedContext(conf)));
        try {
            if (master.startsWith("spark://") && spark.sc().applicationId().startsWith("spark-application-")) { // a Master's begin with app-
                throw notAccepted(null);
            }
            DriverPages.listenOnlyWhereNeeded(spark.sc());
        } catch (RuntimeException e) {
            spark.stop();
            throw e;
        }
        return spark;
    }

    /**
     * Spark goes on without a Master that does not take it in, and another thread stops it a moment later: so its constructor may end well, or meet anything that is
     * stopped already.
     */
    static <T> T accepted(String master, long givesUpNanos, Supplier<T> starting) {
        long start = System.nanoTime();
        try {
            return starting.get();
        } catch (RuntimeException e) {
            if (master.startsWith("spark://") && System.nanoTime() - start >= givesUpNanos) {
                throw notAccepted(e);
            }
            throw e;
        }
    }

    private static IllegalStateException notAccepted(RuntimeException cause) {
        return new IllegalStateException("the process that listens there did not accept this application. Either it is not a Master, or it runs another version of Spark than "
                + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ", or its spark.authenticate.secret is different.", cause);
    }

    /** The settings with what is missing. */
    static SparkConf closed(SparkConf own) {
        return closed(own, System.getenv());
    }

    static SparkConf closed(SparkConf own, Map<String, String> environment) {
        SparkConf conf = own.clone();
        conf.setIfMissing("spark.master", "local[*,4]");
        conf.setIfMissing("spark.app.name", "trialmap");
        SparkGpus.complete(conf);
        String master = conf.get("spark.master");
        if (!LocalMaster.matches(master)) { // executors have the environment of their Worker and Spark's options, not those of this process
            conf.setIfMissing("spark.executor.defaultJavaOptions", VectorOptions.JAVA);
            ThreadVariables.elsewhere(environment, conf.getInt("spark.task.cpus", 1)).forEach((name, value) -> conf.setIfMissing(UnsetThreads.EXECUTORS + name, value));
        }
        if (LocalMaster.isThisMachine(master)) { // no port that other machines could reach, no dependence on the network
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.ui.enabled", "false"); // starting it takes longer than many a local run
            conf.setIfMissing(AUTHENTICATE, "true");
            if (conf.getBoolean(AUTHENTICATE, true) && !LocalMaster.matches(master)) { // in local mode Spark makes its own
                conf.setIfMissing(SECRET, random());
            }
        }
        boolean hasPages = conf.getBoolean("spark.ui.enabled", true) && (LocalMaster.isThisMachine(master) || master.startsWith("spark://"));
        if (hasPages || master.startsWith("local-cluster")) { // whose Master and Workers have pages always
            conf.setIfMissing(LockedPages.FILTERS, LockedPages.FILTER);
            conf.setIfMissing(LockedPages.KEY, random());
            conf.setIfMissing("spark.ui.killEnabled", "false");
        }
        return conf;
    }

    /**
     * Makes the secret of {@code conf} the one that counts. In local mode Spark keeps its own among this process's credentials, where it would win over that of every
     * later application.
     */
    static void useSecret(SparkConf conf) {
        try {
            UserGroupInformation user = UserGroupInformation.getCurrentUser();
            if (conf.contains(SECRET) && user.getCredentials().getSecretKey(SecurityManager.SECRET_LOOKUP_KEY()) != null) {
                Credentials credentials = new Credentials();
                credentials.addSecretKey(SecurityManager.SECRET_LOOKUP_KEY(), conf.get(SECRET).getBytes(StandardCharsets.UTF_8));
                user.addCredentials(credentials);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The account that this process belongs to cannot be determined: " + Reason.of(e) + ". Spark needs it to start.", e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
