package org.trialmap.app.cli;

import java.util.List;
import org.trialmap.task.RunOptions;
import picocli.CommandLine.Option;

/** The GPUs of tasks that are functions or programs of the user's. */
final class GpuFlags {
    @Option(names = "--gpus-per-task", paramLabel = "N", description = "GPUs of each task, which no other task has at the same time (default: 0).")
    private int perTask;

    @Option(names = "--gpus", paramLabel = "ID,ID", split = ",", description = "With --master local[N] or serial, the GPUs of this machine that tasks may have (default: those in the variable"
            + " CUDA_VISIBLE_DEVICES).")
    private List<String> gpus = List.of();

    RunOptions options(RunOptions options, boolean elsewhere) {
        if (perTask == 0 && !gpus.isEmpty()) {
            throw new UsageException("--gpus names GPUs, but no task asks for one. Add --gpus-per-task 1, or leave --gpus out.");
        }
        return elsewhere ? options : RunFlags.checked(() -> options.withGpusPerTask(perTask).withGpus(gpus.stream().map(String::strip).toList())); // those of this machine do not matter there
    }

    SessionOptions session(SessionOptions session) {
        return session.withGpusPerTask(perTask);
    }

    int perTask() {
        return perTask;
    }
}
