package org.trialmap.parallel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.support.LocalMaster;

/** Says once in a process that a Spark application of the user's own is open to others. */
final class OpenDriver {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int FIRST_PERSON = 1000;
    private static final int NOBODY = 65_534;

    private OpenDriver() {}

    static void tell(SparkConf conf) {
        if (!SAID.get()) {
            warning(conf, hasOtherAccounts()).filter(words -> SAID.compareAndSet(false, true)).ifPresent(LOG::warn);
        }
    }

    /** Empty where the application is closed, or nobody else is there. */
    static Optional<String> warning(SparkConf conf, boolean othersOnMachine) {
        String master = conf.get("spark.master", "");
        if (conf.getBoolean("spark.authenticate", false)) {
            return Optional.empty();
        }
        if (master.startsWith("spark://")) {
            return Optional.of("The Master " + master + " asks for no secret: whoever reaches its ports, the workers' or this driver's can run programs as you. Start Master, Workers and"
                    + " applications with spark.authenticate=true and the same spark.authenticate.secret (docs/security.md).");
        }
        boolean onlyHere = LocalMaster.isThisMachine(master) && conf.get("spark.driver.bindAddress", conf.get("spark.driver.host", "")).matches("127\\..*|localhost|::1");
        if (!LocalMaster.isThisMachine(master) || onlyHere && !othersOnMachine) {
            return Optional.empty();
        }
        return Optional.of("This Spark application asks for no secret: " + (onlyHere ? "other accounts of this machine" : "whoever reaches this machine") + " can read its data and run programs as"
                + " you. Start it with spark.authenticate=true, or with ParallelMap.start (docs/security.md).");
    }

    private static boolean hasOtherAccounts() {
        try {
            return Files.isReadable(ACCOUNTS) && othersIn(Files.readAllLines(ACCOUNTS, java.nio.charset.StandardCharsets.ISO_8859_1), System.getProperty("user.name"));
        } catch (IOException e) {
            return true; // who knows
        }
    }

    /** Whether people other than {@code own} may log in; an account that is not listed comes from a directory of many. */
    static boolean othersIn(List<String> accounts, String own) {
        boolean listed = accounts.stream().anyMatch(line -> line.startsWith(own + ":"));
        return !listed || accounts.stream().map(line -> line.split(":", -1))
                .anyMatch(account -> account.length > 6 && account[2].matches("\\d{1,9}") && Integer.parseInt(account[2]) >= FIRST_PERSON && Integer.parseInt(account[2]) < NOBODY
                        && !account[0].equals(own) && !account[6].matches(".*/(nologin|false)"));
    }
}
