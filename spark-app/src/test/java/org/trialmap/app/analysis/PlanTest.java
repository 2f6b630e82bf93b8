package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;

/** What {@code --plan} says: 6 trials of 100 samples x 3 channels, float32. */
class PlanTest extends AnalysisRuns {
    private String plan(String... words) {
        Ended ended = InProcess.run(words);
        assertEquals(0, ended.code(), ended.err());
        return ended.out().replace(folder.toString(), "OUT").replaceAll("plan id    : \\w+", "plan id    : ID").replaceAll("about \\d+ bytes", "about N bytes").replaceAll("\\d+ MB of heap",
                "N MB of heap");
    }

    @Test
    void ofAMapOverARecording() {
        assertEquals("""
                function   : org.trialmap.app.examples.Rms
                tasks      : 12 on 2 slots of local[2,4]
                partitions : 12, one task each
                chunks     : 6 trials; 3 channels in 2 chunks of up to 2
                order      : tasks that read most begin first
                memory     : N MB of heap per slot; a task reads at most 0.8 kB
                inputs     : about N bytes to send
                seed       : 0
                plan id    : ID
                results    : OUT/out/Rms.h5 (linked)
                files      : 1 container and at most 12 payload files, and the run's record in OUT/out/.run
                """, plan("map", "--data", file.toString(), "--chan-per-worker", "2", "--function", "org.trialmap.app.examples.Rms", "--layout", "linked", "--out", folder.resolve("out").toString(),
                "--master", "local[2]", "--task-order", "longest-first", "--plan"));
        assertEquals(false, Files.exists(folder.resolve("out")));
    }

    @Test
    void ofAnAnalysis() {
        assertEquals("""
                function   : freqanalysis/mtmfft
                tasks      : 1 on 1 slot of serial
                partitions : 1, at most 1 tasks each
                chunks     : 6 trials, up to 6 in a task; 3 channels
                memory     : N MB of heap per slot; a task reads at most 7.2 kB
                inputs     : about N bytes to send
                seed       : 0
                plan id    : ID
                results    : OUT/spec.h5 (stacked)
                files      : 1 container, and the run's record in OUT/.run
                """, plan("freqanalysis", file.toString(), "--out", folder.resolve("spec.h5").toString(), "--master", "serial", "--plan"));
        assertEquals("6 trials, up to 6 in a task; 3 channels", plan("connectivityanalysis", file.toString(), "--out", folder.resolve("coh.h5").toString(), "--master", "serial", "--plan").lines()
                .filter(line -> line.startsWith("chunks")).findFirst().orElseThrow().substring(13));
    }
}
