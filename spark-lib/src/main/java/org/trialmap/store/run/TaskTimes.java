package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.trialmap.store.SavedResults;

/**
 * How long the tasks of saved results took, and where they ran: as the journal says which lies beside the container.
 *
 * @hidden
 */
public final class TaskTimes {
    private final double[] seconds;
    private final String[] hosts;

    private TaskTimes(int tasks) {
        seconds = new double[tasks];
        hosts = new String[tasks];
        Arrays.fill(seconds, Double.NaN);
    }

    /** Of tasks that the journal does not have nothing is known, nor of any if it is not there, as beside a container that was moved alone. */
    public static TaskTimes of(SavedResults results) {
        TaskTimes times = new TaskTimes(results.tasks());
        Path folder = results.container().toAbsolutePath().getParent();
        try {
            for (RunFolder.Found found : RunFolder.records(folder)) {
                if (results.run().filter(found.plan().run()::equals).isPresent()) {
                    Journal.read(found.run().resolve("journal.jsonl")).commits().forEach(times::add);
                }
            }
        } catch (IOException e) {
            return new TaskTimes(results.tasks()); // what cannot be read is not known
        }
        return times;
    }

    /** Of several attempts the first one counts, as for results. */
    private void add(PayloadCommit commit) {
        int[] tasks = commit.tasks();
        for (int k = 0; k < tasks.length; k++) {
            if (tasks[k] < hosts.length && hosts[tasks[k]] == null) {
                hosts[tasks[k]] = commit.host();
                seconds[tasks[k]] = commit.seconds().length == tasks.length ? commit.seconds()[k] : Double.NaN;
            }
        }
    }

    /** Of the call that gave the task's result; null if it is not known. */
    public Double seconds(int task) {
        return Double.isNaN(seconds[task]) ? null : (Double) seconds[task];
    }

    /** Null if it is not known. */
    public String host(int task) {
        return hosts[task];
    }
}
