package org.trialmap.signal;

/** Whether the JDK's Vector API is loaded; without it the scalar twins compute the same bits. */
final class VectorModule {
    static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private VectorModule() {}
}
