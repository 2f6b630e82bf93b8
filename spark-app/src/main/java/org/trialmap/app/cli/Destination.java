package org.trialmap.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.trialmap.files.Publication;
import org.trialmap.store.Existing;
import org.trialmap.support.LocalPath;
import org.trialmap.support.Reason;

/**
 * Where results are made, and where they are in the end: the same place, or a copy on HDFS or in an object store.
 *
 * @param out as typed
 * @param work null: not given
 */
record Destination(Path out, Path work) {
    static final String WORK = "With --out on HDFS or S3 (hdfs://SERVER/..., s3a://BUCKET/...): a folder that all processes see, in which the result is made before it is copied there.";

    Destination {
        if (isRemote(out) && work == null) {
            throw new UsageException("--out " + out + " is on a file system of Hadoop, where results cannot be written piece by piece. Add --work DIR, a folder that all processes see: the result is"
                    + " made there, and copied when it is complete.");
        }
        if (!isRemote(out) && work != null) {
            throw new UsageException("--work " + work + " is given, but --out " + out + " is on a disk: the result is made where it stays. Leave out --work.");
        }
        if (isRemote(out)) {
            requirePossible(out);
        }
    }

    private static void requirePossible(Path out) {
        try {
            Publication.requirePossible(out);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--out " + Reason.of(e));
        }
    }

    private static boolean isRemote(Path path) {
        return !LocalPath.isLocal(path);
    }

    boolean isRemote() {
        return isRemote(out);
    }

    /** Where the file is made that is wanted at a place. */
    Path made(Path place) {
        return isRemote(place) ? work.resolve(place.getFileName().toString()) : place;
    }

    /** Throws if the copy would be refused; of a run that is resumed it may be there. */
    void requireFree(Path place, Existing existing) {
        try {
            if (isRemote(place) && existing != Existing.RESUME) {
                Publication.requireFree(place);
            }
        } catch (IOException e) {
            throw new UsageException("--out " + Reason.of(e), e);
        }
    }

    /** Copies a finished file to where it is wanted, if it is not there. */
    void publish(Path place) throws IOException {
        if (isRemote(place)) {
            Publication.publish(made(place), place);
        }
    }
}
