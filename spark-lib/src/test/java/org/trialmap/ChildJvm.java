package org.trialmap;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What JVMs that a test starts take over from its own: a short life is not worth much compiling. */
public final class ChildJvm {
    private static final List<String> SAME = List.of("-XX:TieredStopAtLevel=1", "-XX:Tier4InvocationThreshold=30000", "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=60000", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private ChildJvm() { }

    /** Those of the options {@link #SAME} that this JVM was started with. */
    public static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(SAME::contains).toList();
    }
}
