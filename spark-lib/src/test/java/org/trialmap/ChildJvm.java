package org.trialmap;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/** What JVMs that a test starts take over from its own: a short life is not worth much compiling. Their classes come from an archive, where that can be. */
public final class ChildJvm {
    private static final List<String> SAME = List.of("-XX:TieredStopAtLevel=1", "-XX:Tier4InvocationThreshold=30000", "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=60000", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private ChildJvm() {}

    /** Those of the options {@link #SAME} that this JVM was started with, and those for the archive; with {@link #classPath()}. */
    public static List<String> options() {
        return Stream.concat(ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(SAME::contains), LibraryArchive.options().stream()).toList();
    }

    /** That of this JVM. */
    public static String classPath() {
        return libraries() + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** For the beginning of a class path. */
    public static String libraries() {
        return LibraryArchive.jar().toString();
    }
}
