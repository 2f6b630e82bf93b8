package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextStartTest {
    private static final JobText JOB = new JobText("JobId=17 JobState=RUNNING RunTime=00:01:20 TimeLimit=00:02:00 TimeMin=N/A Restarts=1");

    @Test
    void aStartThatHasFinishedATaskIsFollowedByAnother() {
        assertDoesNotThrow(() -> NextStart.check(JOB, 0, 1));
        assertDoesNotThrow(() -> NextStart.check(JOB, 41, 42));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 41})
    void oneThatHasFinishedNoneIsTheLast(int finished) {
        assertEquals("Job 17 does not go back in the queue: within its time limit of 00:02:00 it has not finished a single task (" + finished + " before and now), and would not the"
                + " next time either. What has finished is kept. Ask for a longer --time, or cut the work into smaller tasks, then run the same with --resume.",
                assertThrows(IllegalArgumentException.class, () -> NextStart.check(JOB, finished, finished)).getMessage());
    }
}
