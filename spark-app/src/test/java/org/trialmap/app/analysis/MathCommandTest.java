package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;

/** The commands math and selectdata as users type them. */
class MathCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void recordings() throws Exception {
        for (int i = 1; i <= 2; i++) {
            try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve("x" + i + ".h5"))) {
                writer.root().attribute("samplerate", NdArray.from(100.0));
                writer.root().dataset("data", NdArray.of(new double[] {i, 2, 3 * i, 4, 5, 6 * i, 7, 8}, 4, 2));
            }
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Ended run(String command, String... options) {
        String[] all = new String[options.length + 4];
        all[0] = command;
        System.arraycopy(options, 0, all, 1, options.length);
        all[options.length + 1] = "--quiet";
        all[options.length + 2] = "--master";
        all[options.length + 3] = "serial";
        return InProcess.run(all);
    }

    @Test
    void twoFilesOrOneAndANumber() throws Exception {
        assertEquals(new Ended(0, file("d.spy") + "\n", ""), run("math", "subtract", file("x2.h5"), file("x1.h5"), "--out", file("d.spy")));
        assertArrayEquals(new double[] {1, 0, 3, 0, 0, 6, 0, 0}, AnalogData.open(folder.resolve("d.spy")).trial(0).doubles());
        assertEquals(0, run("math", "multiply", file("x1.h5"), "-0.5", "--channels", "1", "--out", file("m.h5")).code());
        assertArrayEquals(new double[] {-1, -2, -3, -4}, AnalogData.open(folder.resolve("m.h5")).trial(0).doubles());
        assertEquals(new Ended(2, "", "trialmap: The operation divide with the number 0.0 was asked for, which gives no numbers. Give another one.\nHelp: trialmap math --help\n"),
                run("math", "divide", file("x1.h5"), "0", "--out", file("no.h5")));
        assertEquals(new Ended(2, "", "trialmap: " + file("x3.h5") + " does not exist. Correct the path.\nHelp: trialmap math --help\n"),
                run("math", "divide", file("x1.h5"), file("x3.h5"), "--out", file("no.h5")));
    }

    @Test
    void selectdataIsConvertAndTakesSpectra() throws Exception {
        assertEquals(0, run("freqanalysis", file("x1.h5"), "--out", file("s.spy")).code());
        assertEquals(new Ended(0, file("part.spy") + "\n", ""), run("selectdata", file("s.spy"), "--frequency", "20", "50", "--channels", "channel2", "--out", file("part.spy")));
        SpectralData part = SpectralData.open(folder.resolve("part.spy"));
        assertArrayEquals(new double[] {25, 50}, part.freq());
        assertEquals("freqanalysis, convert", part.history().toString());
    }
}
