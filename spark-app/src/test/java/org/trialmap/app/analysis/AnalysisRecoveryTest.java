package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyContainer;

/** Runs that failed, were stopped, or are in the way: resumed, gathered, removed. */
@Timeout(600)
class AnalysisRecoveryTest extends AnalysisRuns {
    @Test
    void whatIsMissingIsMarkedOrResumed() throws Exception {
        Path broken = recording("broken.h5", 2);
        assertEquals(new Ended(0, out("y.spy") + "\n", "trialmap: 1 of 6 results are missing and marked so (--on-error continue). Add --resume to try them"
                + " again.\n"), run("freqanalysis", broken, "y.spy", "--nan", "refuse", "--foi", "10", "--on-error", "continue", "--quiet"));
        assertTrue(InProcess.run("info", out("y.spy")).out().contains("tasks    : 6, 5 finished, 1 missing: 2 (run the same command with --resume)\n"));
        Ended failed = run("freqanalysis", broken, "z.spy", "--nan", "refuse", "--foi", "10", "--quiet");
        assertEquals(List.of(1, ""), List.of(failed.code(), failed.out()));
        assertTrue(failed.err().contains(": In trial 2 1 value is NaN or infinite, the first one at sample 250 (0.5 s) of channel 'channel2' (number 1). "), failed.err());
        assertFalse(Files.exists(folder.resolve("z.spy/z.spectral.info")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void whatIsGatheredIsAContainerAsAnyOther(boolean payloadFiles) throws Exception {
        Path longer = longTrials();
        String[] how = payloadFiles ? new String[] {"--nan", "refuse", "--foi", "10", "--quiet", "--gather"}
                : new String[] {"--nan", "refuse", "--foi", "10", "--quiet"};
        assertEquals(1, run("freqanalysis", longer, "y.spy", how).code());
        Path data = folder.resolve("y.spy/y.spectral");
        for (int times = 0; times < 2; times++) { // the second one finds a header there
            Ended gathered = InProcess.run("gather", out("y.spy"));
            assertEquals(List.of(0, data + "\n"), List.of(gathered.code(), gathered.out()));
            assertEquals("trialmap: 1 of 4 tasks have no result yet and are marked as missing. Run the same command with --resume to run them.\n",
                    gathered.err().replaceAll("(?m)^\\d\\d:.*\n", ""));
            SyncopyContainer.verify(data);
        }
        SpectralData spectrum = SpectralData.open(folder.resolve("y.spy"));
        assertEquals(List.of("hann"), spectrum.taper());
        assertEquals(List.of("channel1"), spectrum.channel());
        assertArrayEquals(new double[] {10}, spectrum.freq());
        assertEquals(100, spectrum.samplerateHz());
        assertTrue(Float.isNaN(spectrum.trial(2).floats()[0]), "missing");
        assertEquals(0, run("freqanalysis", longer, "whole.spy", "--nan", "refuse", "--foi", "10", "--quiet", "--on-error", "continue").code());
        SpectralData whole = SpectralData.open(folder.resolve("whole.spy"));
        assertEquals(whole.trial(7), spectrum.trial(7));
        assertEquals(whole.history().text().replaceAll("\\S+Z ", ""), spectrum.history().text().replaceAll("\\S+Z ", ""));
        String info = InProcess.run("info", out("y.spy")).out();
        assertTrue(info.contains("missing: 1 (run the same command with --resume)"), info);
    }

    @Test
    void aRunGoesOnUnderAnotherRuleForFailures() throws Exception {
        Path longer = longTrials();
        String[] marked = {"--nan", "refuse", "--foi", "10", "--quiet", "--resume", "--on-error", "continue"};
        assertEquals(1, run("freqanalysis", longer, "y.spy", "--nan", "refuse", "--foi", "10", "--quiet").code());
        Ended plan = run("freqanalysis", longer, "y.spy", "--nan", "refuse", "--foi", "10", "--resume", "--on-error", "continue", "--plan");
        assertTrue(plan.out().contains("tasks      : 4 on 1 slot of serial\n"), plan.out());
        assertTrue(plan.out().contains("results    : " + out("y.spy/y.spectral") + " (stacked)\n"), plan.out());
        assertEquals(new Ended(0, out("y.spy") + "\n", "trialmap: 1 of 4 results are missing and marked so (--on-error continue). Add --resume to try them"
                + " again.\n"), run("freqanalysis", longer, "y.spy", marked));
        SyncopyContainer.verify(folder.resolve("y.spy/y.spectral"));
        assertEquals(0, run("freqanalysis", longer, "z.spy", "--nan", "refuse", "--foi", "10", "--quiet", "--on-error", "continue").code());
        Ended failed = run("freqanalysis", longer, "z.spy", "--nan", "refuse", "--foi", "10", "--quiet", "--resume");
        assertTrue(failed.err().startsWith("trialmap: Task 2 of 8 (trial 2) failed on "), failed.err());
        SpectralData y = SpectralData.open(folder.resolve("y.spy"));
        SpectralData z = SpectralData.open(folder.resolve("z.spy"));
        for (int k = 0; k < 8; k++) {
            assertEquals(k == 2 || k == 3, Float.isNaN(y.trial(k).floats()[0]), "the task of trials 2 and 3 is missing");
            assertEquals(k == 2, Float.isNaN(z.trial(k).floats()[0]));
            assertEquals(k == 2 || k == 3 || y.trial(k).equals(z.trial(k)), true);
        }
    }

    @Test
    void whereNothingIsFinishedARunThatGoesOnBeginsAnew() throws Exception {
        Path broken = recording("broken.h5", 2);
        Ended failed = run("freqanalysis", broken, "y.spy", "--nan", "refuse", "--foi", "10", "--quiet");
        assertTrue(failed.err().contains("\n  kept  : nothing, since no task is finished\n"), failed.err());
        assertTrue(failed.err().contains(" to run the 1 missing task\n  alone : the same command with --run-task 0 --debug runs"), failed.err());
        try (Stream<Path> files = Files.list(folder.resolve("y.spy"))) {
            assertEquals(List.of(".run"), files.map(path -> path.getFileName().toString()).toList(), "nothing half-written");
        }
        assertEquals(new Ended(0, out("y.spy") + "\n", "trialmap: 1 of 6 results are missing and marked so (--on-error continue). Add --resume to try them"
                + " again.\n"), run("freqanalysis", broken, "y.spy", "--nan", "refuse", "--foi", "20", "--quiet", "--resume", "--on-error", "continue"));
        assertArrayEquals(new double[] {20}, SpectralData.open(folder.resolve("y.spy")).freq());
    }

    @ParameterizedTest
    @CsvSource({"--foi 20,captured values", "--foi 10 --trials 1:,inputs", "--foi 10 --chan-per-worker 1,inputs"})
    void resultsOfAnotherPlanAreRefused(String options, String field) {
        assertEquals(0, run("freqanalysis", file, "y.spy", "--foi", "10", "--quiet").code());
        Ended refused = run("freqanalysis", file, "y.spy", (options + " --quiet --resume").split(" "));
        assertEquals("trialmap: The results named 'y' in " + out("y.spy") + " are of another plan (" + field + ": A -> B), so they cannot be resumed; nothing was"
                + " touched. Inputs are the recording, what is selected of it and --chan-per-worker N, captured values are the keywords. The earlier plan is in "
                + out("y.spy/.run/ID/plan.json") + ". Run with what it says, use --overwrite to start over, or choose another file with --out.\n",
                refused.err().replaceAll(": \\w{16} -> \\w{16}", ": A -> B").replaceAll("\\.run/\\w+", ".run/ID"));
        assertEquals(1, refused.code());
    }

    @Test
    void whatWasRemovedIsComputedAnew() throws Exception {
        assertEquals(0, run("freqanalysis", file, "y.h5", "--foi", "10", "--quiet").code());
        Files.delete(folder.resolve("y.h5"));
        assertEquals(new Ended(0, out("y.h5") + "\n", ""), run("freqanalysis", file, "y.h5", "--foi", "20", "--quiet"));
        assertArrayEquals(new double[] {20}, SpectralData.open(folder.resolve("y.h5")).freq());
    }

    @Test
    void aContainerHasOneResult() throws Exception {
        assertEquals(0, run("preprocessing", file, "y.spy", "--freq", "10", "--quiet").code());
        assertEquals(new Ended(2, "", "trialmap: " + out("y.spy") + " holds y.analog, AnalogData, and this result is SpectralData. A container has one result, or"
                + " readers would not know which one is meant. Choose another file with --out, or remove the folder.\nHelp: trialmap freqanalysis --help\n"),
                run("freqanalysis", file, "y.spy", "--foi", "10", "--quiet", "--overwrite"));
        assertEquals(0, run("preprocessing", file, "y.spy", "--freq", "10", "--quiet", "--resume").code());
        try (Stream<Path> files = Files.list(folder.resolve("y.spy"))) {
            assertEquals(List.of(".run", "y.analog", "y.analog.info"), files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whichOfSeveralRunsIsGatheredIsSaid() throws Exception {
        Path longer = longTrials();
        for (String name : new String[] {"y.h5", "z.h5"}) {
            Ended failed = run("freqanalysis", longer, name, "--nan", "refuse", "--foi", "10", "--quiet");
            assertTrue(failed.err().contains(" missing task; a file of what there is: trialmap gather " + out(name) + "\n"), failed.err());
        }
        assertEquals(out("z.h5") + "\n", InProcess.run("gather", out("z.h5")).out());
        assertEquals(1, run("freqanalysis", longer, "x.spy", "--nan", "refuse", "--foi", "10", "--quiet").code());
        assertEquals(out("x.spy/x.spectral") + "\n", InProcess.run("gather", out("x.spy/x.spectral")).out());
    }

    @Test
    void aContainerThatLostItsHeaderGetsItBack() throws Exception {
        assertEquals(0, run("preprocessing", file, "y.spy", "--freq", "10", "--quiet").code());
        Path header = folder.resolve("y.spy/y.analog.info");
        byte[] before = Files.readAllBytes(header);
        assertEquals(InProcess.run("info", out("y.spy/y.analog")), InProcess.run("info", out("y.spy/y.analog.info")));
        Files.delete(header);
        String info = InProcess.run("info", out("y.spy")).out();
        assertTrue(info.contains("\nheader   : none yet, so Syncopy does not open it (trialmap gather " + out("y.spy") + " writes it)\n"), info);
        assertEquals(0, InProcess.run("gather", out("y.spy")).code());
        assertArrayEquals(before, Files.readAllBytes(header));
    }
}
