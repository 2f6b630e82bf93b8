package org.trialmap.parallel;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for executors to register, saying so now and then. */
final class WorkerWait {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);
    private static final long POLL_MILLIS = 100;
    private static final long SAY_MILLIS = 2000;

    private final IntSupplier workers;
    private final String master;

    WorkerWait(IntSupplier workers, String master) {
        this.workers = workers;
        this.master = master;
    }

    void until(int fewest, Duration timeout) {
        long start = System.nanoTime();
        long said = 0;
        for (int there = workers.getAsInt(); there < fewest; there = workers.getAsInt()) {
            long waited = (System.nanoTime() - start) / 1_000_000;
            if (System.nanoTime() - start > TaskCall.nanos(timeout)) {
                throw new IllegalStateException(there + " of " + fewest + " workers have come to " + master + " in " + TaskCall.words(timeout)
                        + ". Either the cluster is full or down, or the workers cannot reach the driver (spark.driver.host, firewall) or do not have the memory that"
                        + " spark.executor.memory asks for. Look at the master's page, ask for fewer workers, or wait longer.");
            }
            if (waited - said >= SAY_MILLIS) {
                said = waited;
                LOG.info("{}/{} workers available, waiting.. {}s", there, fewest, waited / 1000);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for workers of " + master + ".", e);
            }
        }
    }
}
