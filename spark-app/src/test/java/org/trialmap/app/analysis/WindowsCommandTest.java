package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.trial.format.EdfFiles;

/** Windows of long recordings in all commands. */
class WindowsCommandTest extends AnalysisRuns {
    private Path edf() {
        EdfFiles.python(folder, "write('a.edf', [Signal(name, 100) for name in ('Fz', 'Cz')], 21)");
        return folder.resolve("a.edf");
    }

    @Test
    void windowsAreTrialsAndAreJoinedIfAskedFor() {
        Path file = edf();
        assertEquals(0, run("preprocessing", file, "whole.h5", "--freq", "10", "--quiet").code());
        Ended windows = run("preprocessing", file, "windows.h5", "--freq", "10", "--windows", "2s");
        assertTrue(windows.err().startsWith("trialmap: the 1.0 s from 20.0 s on are less than a window of 2.0 s and left out.\n"), windows.err());
        assertEquals(new Ended(0, out("joined.spy") + "\n", ""), run("preprocessing", file, "joined.spy", "--freq", "10", "--windows", "2000ms", "--margin", "4", "--join", "--quiet"));
        assertEquals(0, run("resampledata", file, "low.h5", "--resamplefs", "50", "--windows", "2s", "--join", "--quiet").code());
        assertEquals(0, run("freqanalysis", file, "spec.h5", "--windows", "2s", "--keeptrials", "false", "--quiet").code());
        assertEquals(0, InProcess.run("map", "--function", "org.trialmap.app.examples.Rms", "--data", file.toString(), "--windows", "2s", "--out", out("rms"), "--master", "serial", "--quiet").code());
        assertEquals(0, run("freqanalysis", folder.resolve("windows.h5"), "some.h5", "--trials", "start=4,8", "--quiet").code());
        assertEquals("True True (1050, 2) 50.0 (1, 1, 101, 2) (10, 2) (2, 1, 101, 2) [b'start']\n", References.python("""
                import sys, h5py, numpy as np
                get = lambda a, name='data': h5py.File(sys.argv[1] + '/' + a)[name][()]
                whole, low = get('whole.h5'), h5py.File(sys.argv[1] + '/low.h5')
                close = lambda a, b: a.shape == b.shape and abs(a - b).max() <= 1e-6 * abs(whole).max()
                print(close(get('windows.h5'), whole[:2000]), close(get('joined.spy/joined.analog'), whole), low['data'].shape, low.attrs['samplerate'], get('spec.h5').shape,
                      get('rms/Rms.h5', 'result_0').shape, get('some.h5').shape, list(get('some.h5', 'trialinfo_column')))
                """, folder.toString()));
        assertEquals(new Ended(0, out("p.png") + "\n", "trialmap: the 1.0 s from 20.0 s on are less than a window of 5.0 s and left out.\n"),
                InProcess.run("plot", file.toString(), "--channels", "Fz", "--windows", "5", "--trials", "start=10", "--out", out("p.png")));
    }

    private static void refuses(String text, Ended ended) {
        assertEquals("2 trialmap: " + text, ended.code() + " " + ended.err().lines().findFirst().orElse(""));
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        Path file = edf();
        refuses("Trials around events (--event, --pre, --post) and windows (--windows) are both asked for. A recording is cut in one of these ways. Leave one of them out.",
                run("freqanalysis", file, "s.h5", "--event", "go", "--pre", "0.2", "--post", "0.8", "--windows", "2s"));
        refuses("--margin is given without --windows. It belongs to windows of a long recording. Add --windows TIME, or leave it out.",
                run("preprocessing", file, "s.h5", "--freq", "10", "--margin", "1s"));
        refuses("--join is given without --windows. It belongs to windows of a long recording. Add --windows TIME, or leave it out.", run("preprocessing", file, "s.h5", "--freq", "10", "--join"));
        refuses("A margin around windows was asked for of freqanalysis, which computes each window by itself. The filters of preprocessing and resampledata have one. Leave out --margin TIME.",
                run("freqanalysis", file, "s.h5", "--windows", "2s", "--margin", "1s", "--quiet"));
        refuses("--window '10s' is a time. The window of firws is one of SciPy's, as hamming. Windows of a long recording have an s: --windows 10s.",
                run("preprocessing", file, "s.h5", "--freq", "10", "--window", "10s"));
        refuses("Invalid value for option '--windows': '10x' is not a time. Write a number and a unit: 90, 90s, 500ms, 5m, 1h.", run("freqanalysis", file, "s.h5", "--windows", "10x"));
        refuses("A window of 0.0 s is not possible. Windows have a finite length above 0 s. Correct --windows TIME.", run("freqanalysis", file, "s.h5", "--windows", "0"));
        refuses("--margin is given, but map has no filter. The filters of preprocessing and resampledata have one. Leave it out.",
                InProcess.run("map", "--function", "org.trialmap.app.examples.Rms", "--data", file.toString(), "--windows", "2s", "--margin", "1", "--out", out("rms"), "--master", "serial"));
        refuses("--margin is given, but plot has no filter. The filters of preprocessing and resampledata have one. Leave it out.",
                InProcess.run("plot", file.toString(), "--windows", "5", "--margin", "1", "--out", out("p.png")));
        assertEquals(0, run("freqanalysis", file, "spec.h5", "--quiet").code());
        refuses("--windows is given for " + folder.resolve("spec.h5") + ", a spectrum. Windows are cut from a recording. Leave out --windows and --margin.",
                run("selectdata", folder.resolve("spec.h5"), "s.h5", "--windows", "2s"));
    }
}
