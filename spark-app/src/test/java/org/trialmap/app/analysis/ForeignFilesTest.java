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
                s = [Signal(name, 100) for name in ('Fz', 'Cz', 'Pz')] + [Signal('Resp', 10), Signal('Status', 100, numbers=np.repeat([0, 3, 0, 3, 0, 255, 0, 0], 250))]
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
                + "trials   : 1, 2000 samples each\nchannels : 3: Fz, Cz, Pz\nevents   : 3: 255 (1), 3 (2)\nleft out : signals of other rates (--samplerate HZ chooses them): 10.0 Hz: 'Resp'\n"
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
    void convertWritesTheValuesTheUnitAndTheNames() {
        Path file = edf();
        assertEquals(0, run("convert", file, "c.h5", "--quiet").code());
        assertEquals(0, run("convert", file, "c.spy", "--quiet", "--chan-per-worker", "1", "--channels", "Pz,Fz").code());
        assertEquals(0, run("convert", file, "raw.h5", "--quiet", "--raw").code());
        assertEquals("True float32 uV [b'Fz', b'Cz', b'Pz'] True int16 False\n", References.python("""
                import sys, h5py, numpy as np
                open = lambda a: h5py.File(sys.argv[1] + '/' + a)
                twin = open('twin.h5')['data'][()]
                c, s, raw = open('c.h5'), open('c.spy/c.analog'), open('raw.h5')
                print(np.array_equal(c['data'][()], twin), c['data'].dtype, c['data'].attrs['unit'], list(c['channel'][()]), np.array_equal(s['data'][()], twin[:, [2, 0]]),
                      raw['data'].dtype, 'unit' in raw['data'].attrs)
                """, folder.toString()));
    }

    private Path withEvents() {
        EdfFiles.python(folder, """
                import h5py
                texts = {3: 'go', 7: 'stop', 11: 'go', 15: 'go', 19: 'go'}
                tals = ['+%d\\x14\\x14\\0' % r + ('+%d.5\\x14%s\\x14\\0' % (r, texts[r]) if r in texts else '') for r in range(20)]
                s = [Signal(name, 100) for name in ('Fz', 'Cz')] + [Signal('EDF Annotations', 30, tals=tals)]
                write('sub-01_eeg.edf', s, 20, kind='EDF+C')
                with h5py.File(folder + 'cut.h5', 'w') as f:
                    f.attrs['samplerate'] = 100.0
                    f['data'] = np.stack([values(x) for x in s[:2]], 1)
                    f['data'].attrs['unit'] = 'uV'
                    f['trialdefinition'] = [[r * 100 + 30, r * 100 + 130, -20, 1. if t == 'go' else 2.] for r, t in texts.items() if r < 19]
                    f['channel'] = [b'Fz', b'Cz']
                """);
        return folder.resolve("sub-01_eeg.edf");
    }

    @Test
    void trialsAroundEventsGiveTheSameAsTrialsOfHdf5() throws Exception {
        Path file = withEvents();
        assertTrue(InProcess.run("info", file.toString()).out().endsWith("\nchannels : 2: Fz, Cz\nevents   : 5: go (4), stop (1)\n"));
        Ended spectrum = run("freqanalysis", file, "s.h5", "--foilim", "1", "40", "--event", "go,stop", "--pre", "0.2", "--post", "0.8");
        assertTrue(spectrum.err().startsWith("trialmap: 1 event has no trial: the event 'go' at 19.5 s would need samples that the recording does not have.\n"), spectrum.err());
        assertEquals(0, run("freqanalysis", folder.resolve("cut.h5"), "t.h5", "--foilim", "1", "40", "--quiet").code());
        assertEquals(0, run("freqanalysis", file, "u.h5", "--foilim", "1", "40", "--event", "go,stop", "--pre", "0.2", "--post", "0.8", "--trials", "event=go", "--quiet").code());
        Files.writeString(folder.resolve("sub-01_events.tsv"), "onset\ttrial_type\tstim\n3.5\ta\t1\n7.5\ta\t2\n11.5\ta\t1\n15.5\ta\t1\n");
        assertTrue(InProcess.run("info", file.toString()).out().contains("\nevents   : 4: a (4)\n"));
        assertEquals(0, run("freqanalysis", file, "v.h5", "--foilim", "1", "40", "--event", "a", "--pre", "0.2", "--post", "0.8", "--trials", "stim=1", "--quiet").code());
        assertEquals("True True True True\n", References.python("""
                import sys, h5py, numpy as np
                get = lambda a, name: h5py.File(sys.argv[1] + '/' + a)[name][()]
                print(np.array_equal(get('s.h5', 'data'), get('t.h5', 'data')), np.array_equal(get('s.h5', 'trialdefinition'), get('t.h5', 'trialdefinition')),
                      np.array_equal(get('u.h5', 'data'), get('t.h5', 'data')[[0, 2, 3]]), np.array_equal(get('v.h5', 'data'), get('u.h5', 'data')))
                """, folder.toString()));
        for (String filtered : new String[] {"f.spy", "f.h5"}) { // results know the events, too
            assertEquals(0, run("convert", file, filtered, "--event", "a", "--pre", "0.2", "--post", "0.8", "--trials", "3,1,0", "--quiet").code());
            assertEquals(0, run("freqanalysis", folder.resolve(filtered), "w" + filtered, "--foilim", "1", "40", "--trials", "event=a,stim=1", "--quiet").code());
        }
        assertEquals("True True\n", References.python("""
                import sys, h5py, numpy as np
                get = lambda a, name: h5py.File(sys.argv[1] + '/' + a)[name][()]
                print(np.array_equal(get('wf.spy/wf.spectral', 'data'), get('v.h5', 'data')[[2, 0]]), np.array_equal(get('wf.h5', 'data'), get('v.h5', 'data')[[2, 0]]))
                """, folder.toString()));
        Ended plot = InProcess.run("plot", file.toString(), "--channels", "Fz", "--event", "a", "--pre", "0.2", "--post", "0.8", "--trials", "stim=2", "--out", out("p.png"));
        assertEquals(new Ended(0, out("p.png") + "\n", ""), plot);
    }

    @Test
    void eventsThatAreNotSaidWhollyAreRefused() {
        Path file = withEvents();
        String[] window = {"--pre", "0.2", "--post", "0.8"};
        assertEquals("trialmap: --pre or --post is given, but not which events trials are cut around. Name them with --event VALUE[,VALUE]. There are: go (4), stop (1).\n",
                firstLine(run("freqanalysis", file, "s.h5", window)));
        assertEquals("trialmap: --event go is given without --post. A trial goes from --pre S seconds before to --post S seconds after each event, for example --pre 0.2 --post 0.8.\n",
                firstLine(run("freqanalysis", file, "s.h5", "--event", "go", "--pre", "0.2")));
        assertEquals("trialmap: There is no event 'stopp' in " + file + ". Did you mean 'stop'? The events and how many there are: go (4), stop (1). Correct --event VALUE[,VALUE].\n",
                firstLine(run("freqanalysis", file, "s.h5", "--event", "stopp", "--pre", "0.2", "--post", "0.8")));
        assertEquals("trialmap: --event is ',', which names no event. There are: go (4), stop (1).\n",
                firstLine(run("freqanalysis", file, "s.h5", "--event", ",", "--pre", "0.2", "--post", "0.8")));
    }

    private static String firstLine(Ended ended) {
        assertEquals(2, ended.code(), ended.err());
        return ended.err().substring(0, ended.err().indexOf('\n') + 1);
    }

    @Test
    void samplesWithoutAHeaderAreDescribedByOptions() {
        References.python("import sys, numpy as np\nnp.arange(-300, 300).reshape(300, 2).astype('>i2').tofile(sys.argv[1] + '/a.bin')", folder.toString());
        Path flat = folder.resolve("a.bin");
        String[] said = {"--dtype", ">int16", "--nchannels", "2", "--samplerate", "100", "--gain", "0.5", "--quiet"};
        assertEquals(0, run("convert", flat, "c.h5", said).code());
        assertEquals("float32 -150.0 149.5\n", References.python("import sys, h5py\nd = h5py.File(sys.argv[1] + '/c.h5')['data'][()]\nprint(d.dtype, d[0, 0], d[-1, -1])", folder.toString()));
        Ended plot = InProcess.run("plot", flat.toString(), "--dtype", "int16", "--nchannels", "2", "--samplerate", "100", "--out", out("q.png"));
        assertEquals(0, plot.code(), plot.err());
        assertEquals("trialmap: --dtype is missing. A file of nothing but samples is read with --dtype TYPE, --nchannels N and --samplerate HZ; --gain G is optional. Add it, or leave out all of"
                + " them for a file that describes itself.\n", firstLine(run("convert", flat, "d.h5", "--nchannels", "2")));
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
