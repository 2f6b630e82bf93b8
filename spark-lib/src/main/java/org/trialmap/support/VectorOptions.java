package org.trialmap.support;

/**
 * An option for the JVMs that compute, by which Java's compiler keeps vectors in registers. A method as large as a step of a Fourier transform calls the same small methods of the Vector API
 * dozens of times, and the compiler counts what it once assumed wrongly about such a method once for each call. From a hundred on it stops assuming anything, and makes an object of each
 * vector: the loop takes five to ten times as long, in that process and until it ends (docs/decisions/0004-vector-kernels.md).
 */
public final class VectorOptions {
    /** HotSpot's limit of wrong assumptions in one compiled method with all that is inlined; 100 by default. Other JVMs are told by Spark's own options to ignore it. */
    public static final String JAVA = "-XX:PerMethodTrapLimit=10000";

    private VectorOptions() {}
}
