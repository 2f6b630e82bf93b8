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
import org.trialmap.analysis.average.Baseline;
import org.trialmap.analysis.average.Statistic;
import org.trialmap.analysis.average.TimeLockAnalysis;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.Main;
import org.trialmap.app.cli.OptionNames;
import org.trialmap.trial.SpectralData;
import picocli.CommandLine;

/** Averages as users type them. */
@Timeout(600)
class AverageCommandsTest extends AnalysisRuns {
    private static CommandLine parsed(String command, String options) {
        List<String> words = new ArrayList<>(List.of(command, "x", "--out", "y.h5"));
        words.addAll(Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).toList());
        CommandLine top = Main.commandLine();
        top.parseArgs(OptionNames.dashed(words.toArray(String[]::new)));
        return top.getSubcommands().get(command);
    }

    private static AnalysisMethod timelock(String options) {
        return ((TimeLockCommand) parsed("timelockanalysis", options).getCommand()).method();
    }

    private static AnalysisMethod statistic(String command, String options) {
        return ((StatisticCommand) parsed(command, options).getCommand()).method();
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
        Ended ended = InProcess.run("timelockanalysis", file.toString(), "--trials", "1,3,5", "--latency", "-0.1", "0.2", "--covariance", "true", "--out", out("erp.spy"), "--master", master,
                "--quiet");
        assertEquals(new Ended(0, out("erp.spy") + "\n", ""), ended);
        Ended info = InProcess.run("info", out("erp.spy"));
        assertTrue(info.out().contains("""
                class    : TimeLockData
                data     : float32 (31, 3): time, channel
                rate     : 100.0 Hz
                channels : 3: channel1, channel2, channel3
                trials   : 1, 31 samples each
                beside   : avg (31, 3), cov (3, 3), var (31, 3)
                """), info.out());
        Ended plan = run("timelockanalysis", file, "plan.h5", "--trials", "1,3,5", "--plan");
        assertTrue(plan.out().contains("sums       : 0.0 MB per task: 100 of 100 slices of 6 numbers\n"), plan.out());
    }

    @Test
    void timelockanalysisRefusesWhatDoesNotFit() {
        String help = "\nHelp: trialmap timelockanalysis --help\n";
        assertEquals(
                new Ended(2, "", "trialmap: What is computed is summed over trials, but trial 1 begins at -0.5 s and trial 0 at 0.0 s. Only values at the same times are summed. Select a common window"
                        + " with --latency A B." + help),
                run("timelockanalysis", file, "y.h5"));
        assertEquals(new Ended(2, "", "trialmap: ddof 0 is given, but no covariance is computed, so it would change nothing. Add --covariance true, or leave it out." + help),
                run("timelockanalysis", file, "y.h5", "--ddof", "0"));
        assertEquals(new Ended(2, "", "trialmap: timelockanalysis was asked for of 1 trial. The variance over trials is of at least 2. Select more with --trials SEL." + help),
                run("timelockanalysis", file, "y.h5", "--trials", "3"));
    }

    @Test
    void statisticsHaveSyncopysKeywords() {
        assertEquals(Statistic.MEAN.overTrials(), statistic("mean", "--dim trials"));
        assertEquals(Statistic.VAR.overTrials(), statistic("var", "--dim trials --keeptrials False"));
        assertEquals(Statistic.STD.over(Statistic.Axis.TIME), statistic("std", "--dim time --keeptrials True"));
        assertEquals(Statistic.MEDIAN.over(Statistic.Axis.CHANNEL).keeptrials(false), statistic("median", "--dim channel --keeptrials false"));
        assertEquals(Statistic.MEAN.over(Statistic.Axis.FREQ), statistic("mean", "--dim freq"));
        assertEquals(Statistic.MEAN.over(Statistic.Axis.TAPER), statistic("mean", "--dim taper"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void statisticsOfRecordingsAndSpectra(String master) throws Exception {
        String[] where = {"--quiet", "--master", master};
        assertEquals(0,
                InProcess.run("freqanalysis", file.toString(), "--output", "fourier", "--tapsmofrq", "3", "--keeptapers", "true", "--out", out("fourier.spy"), where[0], where[1], where[2]).code());
        assertEquals(new Ended(0, out("std.h5") + "\n", ""), InProcess.run("std", file.toString(), "--dim", "time", "--out", out("std.h5"), where[0], where[1], where[2]));
        assertEquals(new Ended(0, out("itc.spy") + "\n", ""), InProcess.run("itc", out("fourier.spy"), "--frequency", "10", "20", "--trials", "1,3,5", "--out", out("itc.spy"), where[0], where[1],
                where[2]));
        assertEquals(new Ended(0, out("mean.spy") + "\n", ""),
                InProcess.run("mean", out("fourier"), "--dim", "taper", "--chan-per-worker", "2", "--out", out("mean.spy"), where[0], where[1], where[2]));
        Ended info = InProcess.run("info", out("itc.spy"));
        assertTrue(info.out().contains("""
                class    : SpectralData
                data     : float32 (1, 1, 11, 3): time, taper, freq, channel
                rate     : 100.0 Hz
                channels : 3: channel1, channel2, channel3
                trials   : 1, 1 sample each
                freq     : 11, 10.0 to 20.0 Hz
                tapers   : 1: mean
                """), info.out());
        assertEquals(6, SpectralData.open(folder.resolve("mean.spy")).trials().count());
    }

    @Test
    void statisticsRefuseWhatDoesNotFit() {
        assertEquals(new Ended(2, "", "trialmap: There is no dimension 'trial'. Did you mean 'trials'? They are trials, time, channel, freq, taper. Correct --dim.\nHelp: trialmap mean --help\n"),
                run("mean", file, "y.h5", "--dim", "trial"));
        assertEquals(
                new Ended(2, "", "trialmap: --keeptrials true is given with --dim trials, over which the var is computed: one result is left. Leave one of them out.\nHelp: trialmap var --help\n"),
                run("var", file, "y.h5", "--dim", "trials", "--keeptrials", "true"));
        assertEquals(new Ended(2, "", "trialmap: Missing required option: '--dim=DIM'\nHelp: trialmap std --help\n"), run("std", file, "y.h5"));
        assertEquals(new Ended(2, "",
                "trialmap: The mean over freq was asked for of " + file + ", a recording, which has the axes time and channel. Take one of them, or trials, with --dim DIM,"
                        + " or name a spectrum.\nHelp: trialmap mean --help\n"),
                run("mean", file, "y.h5", "--dim", "freq"));
        assertEquals(new Ended(2, "", "trialmap: Inter-trial coherence was asked for of " + file + ", a recording. It is made of the phases of complex spectra. Compute them with freqanalysis --output"
                + " fourier, and give that result.\nHelp: trialmap itc --help\n"), run("itc", file, "y.h5"));
        assertEquals(0, run("freqanalysis", file, "pow.h5", "--quiet").code());
        assertEquals(
                new Ended(2, "", "trialmap: --event is given for " + out("pow.h5") + ", a spectrum. Trials are cut around the events of a recording. Leave out --events, --event, --pre and --post.\n"
                        + "Help: trialmap mean --help\n"),
                run("mean", folder.resolve("pow.h5"), "y.h5", "--dim", "time", "--event", "A", "--pre", "1", "--post", "1"));
    }

    @Test
    void baselineHasFieldTripsKeywords() throws Exception {
        BaselineCommand command = parsed("baseline", "--baseline -0.5 -0.1 --baselinetype db").getCommand();
        assertEquals(Baseline.of(Baseline.Type.DB, -0.5, -0.1), command.method());
        command = parsed("baseline", "--baseline -0.5,0").getCommand();
        assertEquals(Baseline.of(Baseline.Type.ABSOLUTE, -0.5, 0), command.method());
        assertEquals(0, run("freqanalysis", file, "tf.spy", "--method", "mtmconvol", "--t-ftimwin", "0.2", "--toi", "0.5", "--trials", "1,3,5", "--quiet").code());
        assertEquals(new Ended(0, out("db.spy") + "\n", ""), run("baseline", folder.resolve("tf.spy"), "db.spy", "--baseline", "-0.5", "0", "--baselinetype", "relchange", "--quiet"));
        assertEquals(SpectralData.open(folder.resolve("tf.spy")).trials(), SpectralData.open(folder.resolve("db.spy")).trials());
        assertEquals(
                new Ended(2, "", "trialmap: The baseline 0.0 to 9.0 s was asked for, but trial 0 goes from -0.5 to 0.4 s. It must lie inside each trial. Correct --baseline A B.\n"
                        + "Help: trialmap baseline --help\n"),
                run("baseline", folder.resolve("tf.spy"), "no.spy", "--baseline", "0", "9"));
        assertEquals(
                new Ended(2, "",
                        "trialmap: Invalid value for option '--baselinetype': 'dB2' is not one of absolute, relchange, relative, db, zscore. Did you mean 'db'?\nHelp: trialmap baseline --help\n"),
                run("baseline", folder.resolve("tf.spy"), "no.spy", "--baseline", "0", "0.1", "--baselinetype", "dB2"));
    }
}
