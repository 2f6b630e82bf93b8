package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.data.RedefineTrial;
import org.trialmap.analysis.data.ZValue;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.Main;
import org.trialmap.app.cli.OptionNames;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Recording;
import org.trialmap.trial.Selection;
import org.trialmap.trial.discrete.DiscreteFiles;
import picocli.CommandLine;

/** Trials cut, put together and searched for artifacts, as users type it. */
@Timeout(600)
class DataCommandsTest extends AnalysisRuns {
    private static <T> T parsed(String command, Class<T> type, String... options) {
        List<String> words = new ArrayList<>(List.of(command, "x", "--out", "y.h5"));
        words.addAll(Arrays.asList(options));
        CommandLine top = Main.commandLine();
        top.parseArgs(OptionNames.dashed(words.toArray(String[]::new)));
        return type.cast(top.getSubcommands().get(command).getCommand());
    }

    private Path triggers() throws Exception {
        double[] samples = new double[200];
        for (int s : new int[] {20, 50, 95}) {
            samples[2 * s + 1] = s == 50 ? 2 : 1;
        }
        Path created = folder.resolve("raw.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(created)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(samples, 100, 2));
            writer.root().dataset("channel", NdArray.of(new String[] {"Cz", "STI"}, 2));
        }
        return created;
    }

    @Test
    void redefinetrialHasFieldTripsOptions() {
        assertEquals(RedefineTrial.toilim(-0.2, 0.8).minlength(1), parsed("redefinetrial", RedefineTrialCommand.class, "--toilim", "-0.2", "0.8", "--minlength", "1s").method());
        assertEquals(RedefineTrial.pieces(0.5, 0.25), parsed("redefinetrial", RedefineTrialCommand.class, "--length", "500ms", "--overlap", "0.25").method());
        assertEquals(RedefineTrial.offset(-100L, 20L), parsed("redefinetrial", RedefineTrialCommand.class, "--offset", "-100,20").method());
        assertEquals(RedefineTrial.offset(-100L), parsed("redefinetrial", RedefineTrialCommand.class, "--offset", "-100").method());
    }

    @Test
    void redefinetrialNamesTrialsThatGiveNone() {
        Ended ended = run("redefinetrial", file, "window.spy", "--toilim", "0.5", "2");
        assertEquals(0, ended.code());
        assertTrue(ended.err().startsWith("trialmap: 3 trials are left out: 1, 3, 5 (trial 1: it goes from -0.5 to 0.49 s).\n"), ended.err());
        String help = "\nHelp: trialmap redefinetrial --help\n";
        assertEquals(new Ended(2, "", "trialmap: Invalid value for option '--length': '-1' is not a number of seconds above 0. Write for example 1, 0.5, 1s or 500ms." + help),
                run("redefinetrial", file, "no.spy", "--length", "-1"));
        assertEquals(new Ended(2, "", "trialmap: Nothing was asked for, and the result would be the recording. Give one of --toilim A B, --offset N[,N..] and --length S, or --minlength S." + help),
                run("redefinetrial", file, "no.spy"));
    }

    @Test
    void definetrialTakesTriggersEventsAndTables() throws Exception {
        Path raw = triggers();
        Ended cut = run("definetrial", raw, "t.spy", "--trigger", "STI", "--event", "1", "--pre", "0.1", "--post", "0.1");
        assertTrue(cut.err().startsWith("trialmap: 1 event has no trial: the event '1' at 0.95 s would need samples that the recording does not have.\n"), cut.err());
        AnalogData data = AnalogData.open(folder.resolve("t.spy"));
        assertEquals("1 trial", data.trials().toString());
        assertEquals("definetrial", data.history().toString());
        assertTrue(data.history().text().contains("    pre: 0.1\n"), data.history().text());
        assertEquals(0, run("definetrial", raw, "u.spy", "--trigger", "STI", "--threshold", "0.5", "--pre", "0.04", "--post", "0.05", "--quiet").code());
        assertEquals(3, AnalogData.open(folder.resolve("u.spy")).trials().count());
        Path events = DiscreteFiles.events(folder.resolve("x.event"), "['sample', 'eventid', 'side']", "[[10, 1, 4], [20, 2, 5], [30, 1, 6]]", "[[0, 55, 0]]", "h['samplerate'] = 100.0");
        assertEquals(0, run("definetrial", raw, "v.spy", "--events", events.toString(), "--event", "1", "--pre", "0.1", "--post", "0.1", "--quiet").code());
        assertEquals(List.of("event", "side"), AnalogData.open(folder.resolve("v.spy")).trials().columnNames());
        Path table = Files.writeString(folder.resolve("t.csv"), "start,stop,offset,stim\n5,25,-3,go\n30,40,0,stop\n");
        assertEquals(0, run("definetrial", raw, "w.spy", "--trialdefinition", table.toString(), "--trials", "stim=stop", "--quiet").code());
        assertEquals(10, AnalogData.open(folder.resolve("w.spy")).trials().length(0));
    }

    @Test
    void definetrialRefusesWhatSaysNothingOrTooMuch() throws Exception {
        Path raw = triggers();
        String help = "\nHelp: trialmap definetrial --help\n";
        assertEquals(new Ended(2, "",
                "trialmap: Nothing says where trials begin and end. They are cut around events, or are those of a table. Add --event VALUE[,VALUE] or --trigger CHANNEL with --pre S --post S, or"
                        + " --trialdefinition FILE." + help),
                run("definetrial", raw, "t.spy"));
        assertEquals(new Ended(2, "", "trialmap: --trialdefinition and --trigger are given. Trials are those of a table, or around events. Leave one of them out." + help),
                run("definetrial", raw, "t.spy", "--trigger", "STI", "--trialdefinition", "t.csv"));
        assertEquals(new Ended(2, "", "trialmap: --trigger and --events are given. Events are those of a channel, or of a file. Leave one of them out." + help),
                run("definetrial", raw, "t.spy", "--trigger", "STI", "--events", "auto", "--pre", "0", "--post", "1"));
        assertEquals(new Ended(2, "", "trialmap: --threshold is given without --trigger. It says from which number on a channel has an event. Add --trigger CHANNEL, or leave it out." + help),
                run("definetrial", raw, "t.spy", "--threshold", "1", "--event", "1", "--pre", "0", "--post", "1"));
        assertEquals(
                new Ended(2, "",
                        "trialmap: --trigger STI is given without --post. A trial goes from --pre S seconds before to --post S seconds after each event, for example --pre 0.2 --post 0.8." + help),
                run("definetrial", raw, "t.spy", "--trigger", "STI", "--pre", "0"));
        Path events = DiscreteFiles.events(folder.resolve("x.event"), "['sample', 'eventid']", "[[10, 1]]", "[[0, 55, 0]]", "");
        assertEquals(new Ended(2, "",
                "trialmap: The events in " + events + " count samples of 1000.0 Hz, " + raw + " has 100.0 Hz. Trials would be cut at other times. Name the events of this recording with --events"
                        + " FILE." + help),
                run("definetrial", raw, "t.spy", "--events", events.toString(), "--event", "1", "--pre", "0.1", "--post", "0.1"));
    }

    @Test
    void concatPutsFilesTogether() throws Exception {
        Path other = recording("z.h5", -1);
        assertEquals(new Ended(0, out("both.spy") + "\n", ""), InProcess.run("concat", "trials", file.toString(), other.toString(), "--channels", "0", "--out", out("both.spy"), "--master", "serial",
                "--quiet"));
        assertEquals(12, AnalogData.open(folder.resolve("both.spy")).trials().count());
        String help = "\nHelp: trialmap concat --help\n";
        assertEquals(
                new Ended(2, "",
                        "trialmap: The channel 'channel1' is in both " + file + " and " + other
                                + ". Channels that are put together have different names, or nobody could tell them apart. Leave one of them"
                                + " out with --channels SEL." + help),
                InProcess.run("concat", "channels", file.toString(), other.toString(), "--out", out("no.spy"), "--master", "serial"));
    }

    @Test
    void artifactHasFieldTripsOptions() {
        assertEquals(ZValue.above(4.5).artpadding(0.1), parsed("artifact", ArtifactCommand.class, "--zvalue", "4.5", "--artpadding", "0.1").method());
        assertEquals(ZValue.above(20).steps(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 110, 140)).order(9)).hilbert(HilbertOutput.ABS)),
                parsed("artifact", ArtifactCommand.class, "--zvalue", "20", "--bpfreq", "110", "140", "--bpfiltord", "9", "--hilbert", "true").method());
    }

    @Test
    void artifactsAreMarkedListedAndLeftOut() throws Exception {
        Path spoilt = recording("spoilt.h5", 3);
        Ended marked = run("artifact", spoilt, "marked.spy", "--zvalue", "5", "--list", out("list.csv"));
        assertEquals(0, marked.code());
        assertTrue(marked.err().contains("trialmap: 1 artifact in 1 of 6 trials: 3.\n"), marked.err());
        assertEquals("trial,start,stop,from_s,to_s,zvalue\n3,350,351,0.0,0.0,NaN\n", Files.readString(folder.resolve("list.csv")));
        assertArrayEquals(new int[] {0, 1, 2, 4, 5}, Recording.open(folder.resolve("marked.spy")).chunks(Selection.all().trials("artifact=0")).trials());
        assertEquals(0, run("artifact", spoilt, "clean.spy", "--zvalue", "5", "--write", "complete", "--zvalue-channels", "channel2", "--quiet").code());
        assertEquals(5, AnalogData.open(folder.resolve("clean.spy")).trials().count());
        assertEquals(0, run("artifact", spoilt, "all.spy", "--zvalue", "5", "--write", "complete", "--zvalue-channels", "0,2", "--quiet").code());
        assertEquals(6, AnalogData.open(folder.resolve("all.spy")).trials().count());
        Ended plan = run("artifact", spoilt, "plan.spy", "--zvalue", "5", "--plan");
        assertTrue(plan.out().contains("before     : two passes over 6 trials find the artifacts\n"), plan.out());
        assertTrue(Files.notExists(folder.resolve("plan.spy/plan.analog")));
    }

    @Test
    void artifactRefusesWhatDoesNotFit() {
        String help = "\nHelp: trialmap artifact --help\n";
        assertEquals(new Ended(2, "", "trialmap: The cutoff -1.0 was asked for. It is a number of standard deviations above 0, often 4 to 30. Correct --zvalue CUTOFF." + help),
                run("artifact", file, "no.spy", "--zvalue", "-1"));
        assertEquals(new Ended(2, "", "trialmap: --bpfiltord 3 needs a filter, and --bpfreq is not given. Add --bpfreq A B, or leave it out." + help),
                run("artifact", file, "no.spy", "--zvalue", "5", "--bpfiltord", "3"));
        assertEquals(new Ended(2, "", "trialmap: --column eog needs --write mark, the only way that writes one. Leave it out." + help),
                run("artifact", file, "no.spy", "--zvalue", "5", "--write", "nan", "--column", "eog"));
        assertEquals(new Ended(2, "", "trialmap: --list " + file + " exists already. Choose another file, or give --overwrite to replace both results." + help),
                run("artifact", file, "no.spy", "--zvalue", "5", "--list", file.toString()));
    }
}
