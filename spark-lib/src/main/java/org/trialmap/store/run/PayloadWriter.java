package org.trialmap.store.run;

import java.io.IOException;
import java.util.List;
import org.trialmap.store.UnfitResultException;

/** How one attempt's results reach the disk. */
interface PayloadWriter {
    /** Writes one task's values; throws {@link UnfitResultException} before anything of them is written if they do not fit. */
    void add(int task, ResultValues values) throws IOException;

    /** Completes what was written and forces it to the disk. */
    Written finish() throws IOException;

    /** Name, dtype and core of the values; empty for layouts that allow any. */
    List<PayloadCommit.Value> values();

    /** Removes what was written, as far as it is useless. Does nothing after {@link #finish()}. */
    void discard() throws IOException;

    /**
     * @param file name in the payload folder, empty if written in place
     * @param bytes length
     * @param checksum CRC-32C
     */
    record Written(String file, long bytes, String checksum) {}
}
