package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.analysis.AnalysisRuns;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;

/** Units and NaN, from a recording through the commands to {@code info} and {@code plot}. */
class UnitsAndNanTest extends AnalysisRuns {
    private Path counts() throws Exception {
        short[] counts = new short[400];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (short) Math.round(1000 * Math.sin(i / 2 * 2 * Math.PI * 10 / 100) + i % 2);
        }
        Path created = folder.resolve("counts.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(created)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            Hdf5Writer.Dataset data = writer.root().dataset("data", NdArray.of(counts, 200, 2));
            data.attribute("unit", NdArray.from("V"));
            data.attribute("conversion", NdArray.from(2e-7));
        }
        return created;
    }

    private static String yLabel(SpectralData data, Optional<String> unit) throws Exception {
        PlotOptions wishes = new PlotOptions("T", Optional.empty(), Optional.empty(), unit, 1000, new ArrayList<String>()::add);
        return ((Picture.Lines) Spectra.of(data, wishes).get(0)).yLabel();
    }

    @Test
    void unitsGoWithTheValues() throws Exception {
        Path counts = counts();
        assertEquals("file     : " + counts + "\nrecording: /data, 100.0 Hz\nunit     : V, the stored numbers are scaled to float32 (--raw takes them as they are,"
                + " without unit)\ntrials   : 1, 200 samples each\nchannels : 2: channel1, channel2\ndataset  : /data: int16 (200, 2)\n",
                InProcess.run("info", counts.toString()).out());
        assertEquals(0, run("freqanalysis", counts, "s.spy", "--foi", "10", "--quiet").code());
        SpectralData spectrum = SpectralData.open(folder.resolve("s.spy"));
        assertEquals(Optional.of("V^2"), spectrum.unit());
        double volts = spectrum.trial(0).floats()[0];
        assertEquals(1e6 / 3 * 4e-14, volts, 1e-2 * 1e6 / 3 * 4e-14); // of a cosine of 1000 counts under hann
        assertEquals("power (V²)", yLabel(spectrum, Optional.empty()));
        assertEquals("power (uV²)", yLabel(spectrum, Optional.of("uV")));
        assertTrue(InProcess.run("info", out("s.spy")).out().contains("\nunit     : V^2\n"));
        assertEquals(0, run("freqanalysis", counts, "raw.h5", "--foi", "10", "--quiet", "--raw").code());
        SpectralData raw = SpectralData.open(folder.resolve("raw.h5"));
        assertEquals(Optional.empty(), raw.unit());
        assertEquals(1, raw.trial(0).floats()[0] * 4e-14 / volts, 1e-5);
        assertFalse(InProcess.run("info", out("raw.h5")).out().contains("\nunit "));
        assertEquals("power (squared unit of the samples)", yLabel(raw, Optional.empty()));
    }

    @Test
    void stepsKeepTheUnitThatTheirResultHas() throws Exception {
        Path counts = counts();
        assertEquals(0, run("preprocessing", counts, "f.spy", "--freq", "20", "--quiet").code());
        assertEquals(Optional.of("V"), AnalogData.open(folder.resolve("f.spy")).unit());
        assertEquals(0, run("freqanalysis", folder.resolve("f.spy"), "m.h5", "--foi", "10", "--keeptrials", "false", "--quiet").code());
        assertEquals(Optional.of("V^2"), SpectralData.open(folder.resolve("m.h5")).unit());
        assertEquals(0, run("freqanalysis", folder.resolve("f.spy"), "abs.h5", "--foi", "10", "--output", "abs", "--quiet").code());
        assertEquals(Optional.of("V"), SpectralData.open(folder.resolve("abs.h5")).unit());
        assertEquals(0, run("resampledata", counts, "r.h5", "--resamplefs", "50", "--quiet").code());
        assertEquals(Optional.of("V"), AnalogData.open(folder.resolve("r.h5")).unit());
        assertEquals(0, run("preprocessing", counts, "a.h5", "--filter-class", "none", "--hilbert", "angle", "--quiet").code());
        assertEquals(Optional.of("rad"), AnalogData.open(folder.resolve("a.h5")).unit());
        assertEquals(0, run("preprocessing", counts, "z.h5", "--filter-class", "none", "--zscore", "true", "--quiet").code());
        assertEquals(Optional.empty(), AnalogData.open(folder.resolve("z.h5")).unit());
    }

    @Test
    void rawIsAnotherRecording() throws Exception {
        Path counts = counts();
        assertEquals(0, run("freqanalysis", counts, "s.h5", "--foi", "10", "--quiet").code());
        Ended refused = run("freqanalysis", counts, "s.h5", "--foi", "10", "--quiet", "--resume", "--raw");
        assertTrue(refused.code() == 1 && refused.err().contains(" are of another plan ("), refused.err());
        assertEquals(new Ended(2, "", "trialmap: --unit uV and --raw exclude each other: numbers as they are stored are counts, without a unit. Leave one of them out.\n"
                + "Help: trialmap plot --help\n"), InProcess.run("plot", counts.toString(), "--out", out("p.png"), "--raw", "--unit", "uV"));
        assertEquals(0, InProcess.run("plot", counts.toString(), "--out", out("p.png"), "--raw").code());
    }

    @Test
    void trialsWithNanAreListed() throws Exception {
        Path broken = recording("broken.h5", 2);
        Ended kept = run("freqanalysis", broken, "k.spy", "--foi", "10");
        assertEquals(0, kept.code());
        String said = "trial 2 has samples that are NaN or infinite; what cannot be computed of it is NaN\n";
        assertTrue(InProcess.run("info", out("k.spy")).out().contains("\nnan      : " + said));
        assertEquals(0, run("freqanalysis", broken, "m.h5", "--foi", "10", "--quiet", "--keeptrials", "false", "--latency", "0", "0.2").code());
        assertEquals(0, run("freqanalysis", broken, "m.spy", "--foi", "10", "--quiet", "--keeptrials", "false").code());
        assertTrue(InProcess.run("info", out("m.spy")).out().contains("\nnan      : trial 2 has samples that are NaN or infinite; the mean leaves trials out of channel2"
                + " (1)\n"));
        assertFalse(InProcess.run("info", out("m.h5")).out().contains("nan      :"));
        Ended refused = run("freqanalysis", broken, "r.h5", "--foi", "10", "--quiet", "--nan", "refuse");
        assertTrue(refused.err().contains("In trial 2 1 value is NaN or infinite, the first one at sample 250 (0.5 s) of channel 'channel2' (number 1). Such trials are"
                + " refused with --nan refuse."), refused.err());
        assertEquals(List.of(1, ""), List.of(refused.code(), refused.out()));
        assertTrue(run("freqanalysis", broken, "r.h5", "--nan", "omit").err().contains("'omit' is not one of propagate, refuse."));
    }

    @Test
    void aPictureOfAMeanLeavesThemOut() throws Exception {
        assertEquals(0, run("freqanalysis", recording("broken.h5", 2), "k.spy", "--quiet").code());
        Ended plot = InProcess.run("plot", out("k.spy"), "--channels", "channel2", "--out", out("p.png"));
        assertEquals(new Ended(0, out("p.png") + "\n", "trialmap: 1 of the 6 trials has values that are NaN or infinite; the mean is that of the others.\n"), plot);
    }
}
