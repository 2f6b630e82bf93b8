package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.cluster.ClusterMain;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.app.slurm.SlurmMain;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Every option that takes a path refuses schemes that it cannot use, and takes file: as the local path that it means. */
class PathOptionsTest {
    private static final String URI = "http://bucket/x.h5";

    private static String why(String uri) {
        return "The path " + uri + " has the scheme '" + uri.substring(0, uri.indexOf(':')) + ":', which is not supported: files must be on a disk that is mounted here. Name a local path,"
                + " or write ./" + uri + " if a folder of that name is meant.";
    }

    @TempDir
    private Path folder;

    /** What is a path takes or refuses schemes as all paths do. The others are those of --group, --events, math and --scratch, which have tests of their own. */
    @Test
    void everyOptionThatNamesAFileIsAPath() {
        Set<String> others = new TreeSet<>();
        List<CommandLine> commands = new ArrayList<>(List.of(Main.commandLine()));
        for (Class<?> program : List.of(SlurmMain.class, ClusterMain.class)) {
            Stream.of(program.getAnnotation(CommandLine.Command.class).subcommands()).map(CommandLine::new).forEach(commands::add);
        }
        for (int i = 0; i < commands.size(); i++) {
            commands.addAll(commands.get(i).getSubcommands().values());
            for (ArgSpec argument : commands.get(i).getCommandSpec().args()) {
                boolean isPath = Stream.of(argument.auxiliaryTypes()).anyMatch(Path.class::equals);
                if (isPath) {
                    Stream.of(argument.converters()).forEach(own -> assertEquals(why(URI), assertThrows(TypeConversionException.class, () -> own.convert(URI)).getMessage()));
                } else if (argument.paramLabel().matches(".*\\b(FILE|DIR|JAR)\\b.*")) {
                    others.add(argument.paramLabel());
                }
            }
        }
        assertEquals(Set.of("FILE...", "FILE|DIR|auto", "FILE|NUMBER", "DIR"), others);
    }

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
            clusterstat --statistic indepsamplesT --group URI x.h5 --out o.h5 | option '--group'
            --cluster URI info x | option '--cluster'
            """)
    void schemesAreRefused(String command, String what) {
        requireRefused(command, what, URI);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            map --function java.lang.Math::abs --over x=1 --out o --jar URI | option '--jar' (JAR)
            demo --out URI | option '--out'
            gather URI | positional parameter at index 0 (DIR)
            plot x.h5 --out URI | option '--out'
            freqanalysis x.h5 --out o.h5 --work URI | option '--work'
            --cluster URI info x | option '--cluster'
            """)
    void onlyResultsAreWrittenToFileSystemsOfHadoop(String command, String what) {
        requireRefused(command, what, "s3a://bucket/x.h5");
        requireRefused(command, what, "hdfs://127.0.0.1:1/x.h5");
    }

    private static final String UNSAFE = "webhdfs://127.0.0.1:1/x.h5 cannot be written: of the file systems of Hadoop only HDFS (hdfs://) and object stores that create an object on condition that there"
            + " is none (s3a://, unless fs.s3a.create.conditional.enabled is false) promise that a file appears complete, and never over another one. Name a file there, or one on a disk.";
    private static final String NO_WORK = "hdfs://127.0.0.1:1/x.h5 is on a file system of Hadoop, where results cannot be written piece by piece. Add --work DIR, a folder that all processes see: the result is"
            + " made there, and copied when it is complete.";

    @ParameterizedTest
    @ValueSource(strings = {"map --function java.lang.Math::abs --over x=1 --out URI", "exec --over x=1 --out URI -- echo {x}", "freqanalysis x.h5 --out URI", "preprocessing x.h5 --freq 40 --out URI",
        "synthdata white_noise --out URI"})
    void resultsAreCopiedWhereNothingIsOverwritten(String command) {
        requireUsage(UNSAFE, command.replace("URI", "URI --work ."), "webhdfs://127.0.0.1:1/x.h5");
        requireUsage(NO_WORK, command, "hdfs://127.0.0.1:1/x.h5");
    }

    @Test
    void whatCannotBeCopiedIsRefused() {
        requireUsage("hdfs://127.0.0.1:1/x.spy is on a file system of Hadoop, where a result is one file. Name it NAME.h5.", "freqanalysis x.h5 --work . --out URI", "hdfs://127.0.0.1:1/x.spy");
        assertEquals("trialmap: --layout linked makes a file that leads to others beside it, but with --out hdfs://127.0.0.1:1/x one file is copied. Choose --layout single or stacked.",
                InProcess.run("exec --over x=1 --layout linked --work . --out hdfs://127.0.0.1:1/x -- echo {x}".split(" ")).err().replaceFirst("\nHelp: .*\n", ""));
        assertEquals("trialmap: --work . is given, but --out o.h5 is on a disk: the result is made where it stays. Leave out --work.",
                InProcess.run("freqanalysis", "x.h5", "--out", "o.h5", "--work", ".").err().replaceFirst("\nHelp: .*\n", ""));
    }

    private static void requireUsage(String text, String command, String uri) {
        Ended ended = InProcess.run(command.replace("URI", uri).split(" "));
        assertEquals("trialmap: --out " + text, ended.err().replaceFirst("\nHelp: .*\n", ""));
        assertEquals(2, ended.code());
    }

    private static void requireRefused(String command, String what, String uri) {
        Ended ended = InProcess.run(Arrays.stream(command.split(" ")).map(word -> word.replace("URI", uri)).toArray(String[]::new));
        assertEquals(2, ended.code());
        assertEquals("trialmap: Invalid value for " + what.replace('#', '|') + ": " + why(uri), ended.err().replaceFirst("\nHelp: .*\n", ""));
        assertFalse(Files.exists(Path.of(uri.substring(0, uri.indexOf(':') + 1))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            map --function java.lang.Math::abs --data URI --out o
            exec --data URI --out o -- cat {data}
            freqanalysis URI --out o.h5
            preprocessing URI --freq 10 --out o.h5
            spikestats URI --out o.h5
            clusterstat --statistic indepsamplesT --group URI URI --group URI URI --out o.h5
            concat trials URI URI --out o.h5
            math add URI 1 --out o.h5
            artifact URI --zvalue 4 --write nan --out o.h5
            info URI
            plot URI --out x.png
            table URI --csv --out x.csv
            """)
    void whatIsReadMayBeOnFileSystemsOfHadoop(String command) {
        Ended ended = InProcess.run(command.replace("URI", "abfss://bucket/x.h5").split(" "));
        assertEquals(
                "trialmap: abfss://bucket/x.h5 cannot be read: there is no file system for the scheme 'abfss:' among the jars here (Class org.apache.hadoop.fs.azurebfs.SecureAzureBlobFileSystem not"
                        + " found). Put org.apache.hadoop:hadoop-azure:3.5.0 and what it needs into a folder and set TRIALMAP_JARS to that, or name it with --packages to a spark-submit of your own (docs/recordings.md). If a folder of that name is meant, write ./abfss://bucket/x.h5.",
                ended.err().replaceFirst("\nHelp: .*\n", "").strip());
    }

    @Test
    void whatMayBeAFileIsRefusedAsOne() throws Exception {
        SyntheticRecording.DEMO.write(folder.resolve("x.h5"));
        for (String command : List.of("math add FILE URI --out o.h5", "freqanalysis FILE --events URI --event a --out o.h5")) {
            Ended ended = InProcess.run(command.replace("FILE", folder.resolve("x.h5").toString()).replace("URI", URI).split(" "));
            assertEquals(new Ended(2, "", "trialmap: " + why(URI) + "\nHelp: trialmap " + command.replaceFirst(" .*", "") + " --help\n"), ended);
        }
    }

    @Test
    void filesOfValuesToo() {
        Ended ended = InProcess.run("exec", "--over", "x=@" + URI, "--out", folder.toString(), "--", "echo", "{x}");
        assertEquals(new Ended(2, "", "trialmap: --over 'x=@" + URI + "': " + why(URI) + "\nHelp: trialmap exec --help\n"), ended);
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
