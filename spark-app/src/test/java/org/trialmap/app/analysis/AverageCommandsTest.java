package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.average.TimeLockAnalysis;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.Main;
import org.trialmap.app.cli.OptionNames;
import picocli.CommandLine;

/** Averages as users type them. */
@Timeout(600)
class AverageCommandsTest extends AnalysisRuns {
    private static AnalysisMethod timelock(String options) {
        List<String> words = new ArrayList<>(List.of("timelockanalysis", "x", "--out", "y.h5"));
        words.addAll(Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).toList());
        CommandLine top = Main.commandLine();
        top.parseArgs(OptionNames.dashed(words.toArray(String[]::new)));
        return ((TimeLockCommand) top.getSubcommands().get("timelockanalysis").getCommand()).method();
    }

    @Test
    void timelockanalysisHasSyncopysKeywords() {
        assertEquals(TimeLockAnalysis.average(), timelock(""));
        assertEquals(TimeLockAnalysis.average(), timelock("--covariance False --ddof None --keeptrials False"));
        assertEquals(TimeLockAnalysis.withCovariance().ddof(0).covarianceWindow(-0.1, 0).keeptrials(true), timelock("--covariance true --ddof 0 --covariance_window -0.1 0 --keeptrials True"));
        assertEquals(TimeLockAnalysis.withCovariance().covarianceWindow(0, 1), timelock("--covariance true --covariancewindow 0,1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void timelockanalysisWritesAContainer(String master) throws Exception {
        Ended ended = InProcess.run("timelockanalysis", file.toString(), "--trials", "1,3,5", "--latency", "-0.1", "0.2", "--covariance", "true", "--out", out("erp.spy"), "--master", master, "--quiet");
        assertEquals(new Ended(0, out("erp.spy") + "\n", ""), ended);
        Ended info = InProcess.run("info", out("erp.spy"));
        assertTrue(info.out().contains("""
                class    : TimeLockData
                data     : float32 (31, 3): time, channel
                rate     : 100.0 Hz
                channels : 3: channel1, channel2, channel3
                """), info.out());
        Ended plan = run("timelockanalysis", file, "plan.h5", "--trials", "1,3,5", "--plan");
        assertTrue(plan.out().contains("sums       : 0.0 MB per task: 100 of 100 slices of 6 numbers\n"), plan.out());
    }

    @Test
    void timelockanalysisRefusesWhatDoesNotFit() {
        String help = "\nHelp: trialmap timelockanalysis --help\n";
        assertEquals(new Ended(2, "", "trialmap: What is computed is summed over trials, but trial 1 begins at -0.5 s and trial 0 at 0.0 s. Only values at the same times are summed. Select a common window"
                + " with --latency A B." + help), run("timelockanalysis", file, "y.h5"));
        assertEquals(new Ended(2, "", "trialmap: ddof 0 is given, but no covariance is computed, so it would change nothing. Add --covariance true (withCovariance()), or leave it out." + help),
                run("timelockanalysis", file, "y.h5", "--ddof", "0"));
        assertEquals(new Ended(2, "", "trialmap: timelockanalysis was asked for of 1 trial. The variance over trials is of at least 2. Select more with --trials SEL (trials(...))." + help),
                run("timelockanalysis", file, "y.h5", "--trials", "3"));
    }
}
