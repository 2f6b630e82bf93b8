package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trialmap.Sessions;
import org.trialmap.setting.Setting;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Selection;

class SparkRunnerTest {
    @AfterEach
    void calls() {
        Setting.use(Setting.Words.CALLS);
    }

    /** Texts that are made on executors, which serve drivers of both kinds. */
    @Test
    void executorsHaveTheWordsOfTheDriver() {
        ParallelMap pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_CLUSTER)).progress(RunOptions.Progress.HIDDEN).batch(1).awaitWorkers(2);
        for (Setting.Words words : List.of(Setting.Words.OPTIONS, Setting.Words.CALLS, Setting.Words.OPTIONS)) {
            Setting.use(words);
            Set<String> failures = new TreeSet<>();
            pmap.range(4).outcomes(i -> Selection.all().latency(1, 0).toString()).failures().forEach(failure -> failures.add(failure.message()));
            assertEquals(Set.of("The latency 1.0 to 0.0 s is not possible. It is a window of time around t = 0: two finite numbers of seconds, the first not greater than the second. Correct "
                    + (words == Setting.Words.OPTIONS ? "--latency A B." : "latency(...).")), failures);
        }
    }
}
