package org.trialmap.parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.task.RandomStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.support.FileTree;
import org.trialmap.support.Reason;
import org.trialmap.task.Inputs;
import org.trialmap.task.TaskContext;

/** The context of one attempt at one task. */
final class LiveContext implements TaskContext, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParallelMap.class);

    private final int index;
    private final int tasks;
    private final Object input;
    private final int attempt;
    private final TaskRunner.Options options;
    private final List<String> gpus;
    private RandomStream random;
    private Path scratch;

    LiveContext(int index, int tasks, Object input, int attempt, TaskRunner.Options options, List<String> gpus) {
        this.index = index;
        this.tasks = tasks;
        this.input = input;
        this.attempt = attempt;
        this.options = options;
        this.gpus = gpus;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int tasks() {
        return tasks;
    }

    @Override
    public String label() {
        return Inputs.labelOf(input);
    }

    @Override
    public RandomStream random() {
        if (random == null) {
            random = options.random().stream(options.seed(), index);
        }
        return random;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public int cpus() {
        return options.cpus();
    }

    @Override
    public List<String> gpus() {
        return gpus;
    }

    @Override
    public synchronized Path scratch() {
        if (scratch == null) {
            try {
                scratch = Files.createTempDirectory("trialmap-task-" + index + "-");
            } catch (IOException e) {
                throw new UncheckedIOException("No scratch folder for task " + index + " in " + System.getProperty("java.io.tmpdir")
                        + ": " + Reason.of(e) + ". Point java.io.tmpdir at a folder that can be written.", e);
            }
        }
        return scratch;
    }

    @Override
    public synchronized void close() {
        if (scratch == null) {
            return;
        }
        try {
            FileTree.delete(scratch);
        } catch (IOException e) {
            LOG.warn("The scratch folder {} of task {} could not be removed ({}). Remove it by hand.", scratch, index, e.toString());
        }
        scratch = null;
    }
}
