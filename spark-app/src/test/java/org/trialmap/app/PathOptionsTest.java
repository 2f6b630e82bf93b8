package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;

/** Every option that takes a path refuses schemes, and takes file: as the local path that it means. */
class PathOptionsTest {
    private static final String URI = "s3a://bucket/x.h5";
    private static final String WHY = "The path s3a://bucket/x.h5 has the scheme 's3a:', which is not supported: files must be on a disk that is mounted here. Name a local path,"
            + " or write ./s3a://bucket/x.h5 if a folder of that name is meant.";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            map --function java.lang.Math::abs --over x=1 --out URI | option '--out'
            map --function java.lang.Math::abs --data URI --out o | option '--data'
            map --function java.lang.Math::abs --over x=1 --out o --jar URI | option '--jar' (JAR)
            exec --over x=1 --out URI -- echo {x} | option '--out'
            demo --out URI | option '--out'
            freqanalysis URI --out o.h5 | positional parameter at index 0 (FILE)
            preprocessing URI --out o.h5 | positional parameter at index 0 (FILE)
            resampledata URI --out o.h5 | positional parameter at index 0 (FILE)
            freqanalysis x.h5 --out URI | option '--out'
            preprocessing x.h5 --out URI | option '--out'
            resampledata x.h5 --out URI | option '--out'
            synthdata white_noise --out URI | option '--out'
            info URI | positional parameter at index 0 (FILE#DIR)
            gather URI | positional parameter at index 0 (DIR)
            plot URI --out x.png | positional parameter at index 0 (FILE)
            plot x.h5 --out URI | option '--out'
            --cluster URI info x | option '--cluster'
            """)
    void schemesAreRefused(String command, String what) {
        Ended ended = InProcess.run(Arrays.stream(command.split(" ")).map(word -> word.replace("URI", URI)).toArray(String[]::new));
        assertEquals(2, ended.code());
        assertEquals("trialmap: Invalid value for " + what.replace('#', '|') + ": " + WHY, ended.err().replaceFirst("\nHelp: .*\n", ""));
        assertFalse(Files.exists(Path.of("s3a:")));
    }

    @Test
    void filesOfValuesToo() {
        Ended ended = InProcess.run("exec", "--over", "x=@" + URI, "--out", folder.toString(), "--", "echo", "{x}");
        assertEquals(new Ended(2, "", "trialmap: --over 'x=@" + URI + "': " + WHY + "\nHelp: trialmap exec --help\n"), ended);
    }

    @Test
    void fileUrisAreLocalPaths() throws Exception {
        Path recording = folder.resolve("a b.h5");
        SyntheticRecording.DEMO.write(recording);
        Path out = folder.resolve("out ü");
        Ended ended = InProcess.run("map", "--function", "org.trialmap.app.examples.Rms", "--data", recording.toUri().toString(), "--out", "file://" + out, "--master", "serial",
                "--quiet");
        assertEquals(new Ended(0, out + "/Rms.h5\n", ""), ended);
    }
}
