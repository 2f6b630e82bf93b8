package org.trialmap.store.run;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialmap.array.DType;

/**
 * What an executor reports when the results of one partition are safely on disk. Only what is journalled exists.
 *
 * @param partition number of the partition within its run
 * @param attempt Spark's attempt number
 * @param file payload file's name in the payload folder; empty if the results were written in place
 * @param bytes length of the file, or bytes written in place
 * @param checksum CRC-32C of those bytes, eight hexadecimal digits
 * @param tasks indices whose results are in it, ascending
 * @param values dtype and common ("core") shape of each returned value; empty for layouts that allow any
 * @param host where it ran
 * @param startMillis wall-clock time since the epoch
 * @param endMillis wall-clock time since the epoch
 * @param notes what its tasks {@link AnnotatedValue}
 * @param seconds of the call of each of the tasks, in their order; empty if they are not known, as in journals of earlier versions
 */
public record PayloadCommit(int partition, int attempt, String file, long bytes, String checksum, int[] tasks, List<Value> values, String host,
        long startMillis, long endMillis, Map<String, int[]> notes, double[] seconds) implements Serializable {

    public PayloadCommit {
        notes = new TreeMap<>(notes); // serializable
    }

    /** Without the times of calls. */
    PayloadCommit(int partition, int attempt, String file, long bytes, String checksum, int[] tasks, List<Value> values, String host, long startMillis, long endMillis, Map<String, int[]> notes) {
        this(partition, attempt, file, bytes, checksum, tasks, values, host, startMillis, endMillis, notes, new double[0]);
    }

    /** Name, dtype and core shape of one returned value. */
    record Value(String name, DType dtype, long[] core) implements Serializable {}
}
