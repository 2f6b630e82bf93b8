package org.trialmap.app.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files and folders that a step leaves only if it comes to its end: a signal or an error takes them away. */
final class CreatedFiles {
    private final List<Path> files = new ArrayList<>();
    private boolean done;

    /** A step, which is short: a signal waits for its end. */
    interface Step {
        void run() throws IOException;
    }

    CreatedFiles() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run));
    }

    synchronized void files(Path file) {
        files.add(file);
    }

    synchronized void unlessDone(Step step) throws IOException {
        step.run();
        done = true;
    }

    private synchronized void run() {
        if (!done) {
            files.stream().filter(each -> Files.exists(each, LinkOption.NOFOLLOW_LINKS)).forEach(Scratch::delete);
        }
    }
}
