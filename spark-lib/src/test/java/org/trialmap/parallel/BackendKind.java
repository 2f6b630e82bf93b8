package org.trialmap.parallel;

import java.util.Comparator;
import java.util.stream.Stream;
import org.trialmap.Sessions;
import org.trialmap.task.RunOptions;

/** Everything that a map runs on: each promise of the engine is tested on each of these. */
public enum BackendKind {
    SERIAL(null, null),
    LOCAL_1(Sessions.LOCAL_1, Sessions.Serializer.JAVA),
    LOCAL_4(Sessions.LOCAL_4, Sessions.Serializer.JAVA),
    LOCAL_4_KRYO(Sessions.LOCAL_4, Sessions.Serializer.KRYO),
    LOCAL_4_RETRYING(Sessions.LOCAL_4_RETRYING, Sessions.Serializer.JAVA),
    CLUSTER(Sessions.LOCAL_CLUSTER, Sessions.Serializer.JAVA),
    CLUSTER_KRYO(Sessions.LOCAL_CLUSTER, Sessions.Serializer.KRYO);

    private final String master;
    private final Sessions.Serializer serializer;

    BackendKind(String master, Sessions.Serializer serializer) {
        this.master = master;
        this.serializer = serializer;
    }

    /** All; the one that is open now comes first, since starting the executors of a cluster takes longer than most tests. */
    static Stream<BackendKind> all() {
        return openFirst(values());
    }

    /** Those on which analyses are compared, in the same order. */
    public static Stream<BackendKind> ofAnalyses() {
        return openFirst(SERIAL, LOCAL_1, LOCAL_4, CLUSTER);
    }

    private static Stream<BackendKind> openFirst(BackendKind... kinds) {
        return Stream.of(kinds).sorted(Comparator.comparing(kind -> !kind.isOpen()));
    }

    private boolean isOpen() {
        return this != SERIAL && Sessions.isOpen(master, serializer);
    }

    /** A map on this backend, progress hidden. */
    public ParallelMap map() {
        ParallelMap map = this == SERIAL ? ParallelMap.serial() : ParallelMap.on(Sessions.on(master, serializer));
        return map.progress(RunOptions.Progress.HIDDEN);
    }

    boolean isSerial() {
        return this == SERIAL;
    }
}
