package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.trial.format.EdfFiles;

/** Recordings that other programs wrote, in all commands: the same results as from HDF5 with the same values. */
class ForeignFilesTest extends AnalysisRuns {
    private Path edf() {
        EdfFiles.python(folder, """
                import h5py
                s = [Signal(name, 100) for name in ('Fz', 'Cz', 'Pz')] + [Signal('Resp', 10), Signal('Status', 100)]
                write('a.edf', s, 20)
                with h5py.File(folder + 'twin.h5', 'w') as f:
                    f.attrs['samplerate'] = 100.0
                    f['data'] = np.stack([values(x) for x in s[:3]], 1)
                    f['data'].attrs['unit'] = 'uV'
                    f['channel'] = [b'Fz', b'Cz', b'Pz']
                """);
        return folder.resolve("a.edf");
    }

    @Test
    void infoSaysWhatIsInIt() {
        Path file = edf();
        assertEquals("file     : " + file + "\nrecording: EDF, 100.0 Hz\nunit     : uV, the stored numbers are scaled to float32 (--raw takes them as they are, without unit)\n"
                + "trials   : 1, 2000 samples each\nchannels : 3: Fz, Cz, Pz\nleft out : signals of other rates (--samplerate HZ chooses them): 10.0 Hz: 'Resp'\n"
                + "left out : 'Status', whose numbers are events\n", InProcess.run("info", file.toString()).out());
    }

    @Test
    void analysesGiveTheSameAsFromHdf5() {
        Path file = edf();
        Ended spectrum = run("freqanalysis", file, "s.h5", "--foilim", "1", "40");
        assertTrue(spectrum.err().startsWith("trialmap: left out of " + file + ": signals of other rates (--samplerate HZ chooses them): 10.0 Hz: 'Resp'.\ntrialmap: left out of " + file
                + ": 'Status', whose numbers are events.\n"), spectrum.err());
        assertEquals(0, run("freqanalysis", folder.resolve("twin.h5"), "t.h5", "--foilim", "1", "40", "--quiet").code());
        assertEquals(0, run("preprocessing", file, "f.spy", "--freq", "10", "--quiet", "--chan-per-worker", "2", "--channels", "Pz,Fz").code());
        assertEquals(0, run("preprocessing", folder.resolve("twin.h5"), "g.spy", "--freq", "10", "--quiet", "--channels", "Pz,Fz").code());
        assertEquals("True uV^2 True uV\n", References.python("""
                import sys, h5py, numpy as np
                folder = sys.argv[1] + '/'
                same = lambda a, b, name: np.array_equal(h5py.File(folder + a)[name][()], h5py.File(folder + b)[name][()])
                unit = lambda a: h5py.File(folder + a)['data'].attrs['unit']
                print(all(same('s.h5', 't.h5', name) for name in ('data', 'channel', 'freq', 'trialdefinition')), unit('s.h5'),
                      same('f.spy/f.analog', 'g.spy/g.analog', 'data'), unit('f.spy/f.analog'))
                """, folder.toString()));
    }

    @Test
    void mapAndPlotTakeThem() {
        Path file = edf();
        Ended map = InProcess.run("map", "--function", "org.trialmap.app.examples.Rms", "--data", file.toString(), "--out", out("m"), "--master", "serial", "--quiet");
        assertEquals(0, map.code(), map.err());
        Ended plot = InProcess.run("plot", file.toString(), "--channels", "Fz", "--out", out("p.png"));
        assertEquals(0, plot.code(), plot.err());
        assertTrue(Files.exists(folder.resolve("p.png")));
    }
}
