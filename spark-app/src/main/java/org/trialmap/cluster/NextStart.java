package org.trialmap.cluster;

/** Whether a job that has come to its time limit goes back in the queue. */
public final class NextStart {
    private NextStart() {}

    /**
     * @param job {@code scontrol -o show job}
     * @param before tasks that were finished when the job last came to its time limit; 0 = it never did
     * @param now tasks that are finished
     * @throws IllegalArgumentException if this start has finished none: the next one would not either
     */
    public static void check(JobText job, int before, int now) {
        if (now <= before) {
            throw new IllegalArgumentException("Job " + job.required("JobId") + " does not go back in the queue: within its time limit of " + job.value("TimeLimit").orElse("?")
                    + " it has not finished a single task (" + now + " before and now), and would not the next time either. What has finished is kept. Ask for a longer --time, or cut"
                    + " the work into smaller tasks, then run the same with --resume.");
        }
    }
}
