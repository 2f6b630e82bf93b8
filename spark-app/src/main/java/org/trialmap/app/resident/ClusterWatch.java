package org.trialmap.app.resident;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.UsageException;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.ClusterPages;

/** Ends a process that waits with a cluster's slots, as soon as somebody else wants them or the cluster has gone: nothing that runs waits for one that does not. */
final class ClusterWatch {
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ClusterFile cluster;
    private final WaitingFolder folder;

    ClusterWatch(ClusterFile cluster, WaitingFolder folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    void watch() {
        while (!folder.isTaken()) {
            if (isOver() && folder.take()) {
                Runtime.getRuntime().exit(ExitCode.FAILED);
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private boolean isOver() {
        Session.Ahead ahead = Session.ahead();
        try {
            return !ClusterFile.read(cluster.file()).equals(cluster) || ahead != null && ClusterPages.isWanted(cluster, ahead.id());
        } catch (IOException | UsageException | IllegalStateException e) { // no file, no answer, or not to us
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
