package org.trialmap.app.resident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.app.cli.ExitCode;

/** Ends a process that waits in vain: after a while, when nobody would find it or its program has changed, when memory gets short. */
final class IdleWatch {
    static final int SECONDS = Integer.getInteger("trialmap.resident.seconds", 15 * 60);
    private static final long GLANCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LAUNCHER_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern MEMORY = Pattern.compile("(?s).*MemTotal:\\s+(\\d+) kB.*MemAvailable:\\s+(\\d+) kB.*");
    private static final int SHORT_SHARE = 10;

    private final WaitingFolder folder;
    private final BooleanSupplier changed;
    private final BooleanSupplier given;

    /**
     * @param changed whether its program has
     * @param given whether it has become a command
     */
    IdleWatch(WaitingFolder folder, BooleanSupplier changed, BooleanSupplier given) {
        this.folder = folder;
        this.changed = changed;
        this.given = given;
    }

    void watch() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end && folder.isFound() && !changed.getAsBoolean() && !isMemoryShort()) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        if (!folder.take()) { // there is a launcher, which may have died since
            LockSupport.parkNanos(LAUNCHER_NANOS);
        }
        if (!given.getAsBoolean()) {
            Runtime.getRuntime().exit(ExitCode.FAILED);
        }
    }

    private static boolean isMemoryShort() {
        try {
            return isShort(Files.readString(Path.of("/proc/meminfo")));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether less than a tenth is available. */
    static boolean isShort(String meminfo) {
        Matcher memory = MEMORY.matcher(meminfo);
        return memory.matches() && Long.parseLong(memory.group(2)) < Long.parseLong(memory.group(1)) / SHORT_SHARE;
    }
}
