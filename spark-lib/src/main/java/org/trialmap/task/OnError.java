package org.trialmap.task;

/** What a map does when a task fails. */
public enum OnError {
    /** Run all tasks, keep what finished, then fail with one exception that lists the failures: the default. */
    FAIL,
    /** Stop at the first failure; keep what finished until then. */
    FAIL_FAST,
    /** Run all tasks and return; failed results are marked as missing. */
    CONTINUE
}
