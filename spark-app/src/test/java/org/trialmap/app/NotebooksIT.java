package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/notebooks: every cell of the notebooks runs under Jupyter, in trialmap's kernels, and prints what is stored. */
@Tag("slow")
class NotebooksIT {
    private static final String SCRIPT = Commands.ROOT.resolve("scripts/notebooks").toString();

    @TempDir
    Path temporary;

    private Commands.Ended run(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = SCRIPT;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new Commands(Files.createDirectories(temporary.resolve("work"))).run(command);
    }

    /** A notebook with one cell that prints and stores. */
    private Path notebook(String language, String source, String stored) throws Exception {
        Path file = temporary.resolve(language + ".ipynb");
        String outputs = stored.isEmpty() ? "" : "{\"name\":\"stdout\",\"output_type\":\"stream\",\"text\":[\"" + stored + "\\n\"]}";
        Files.writeString(file, "{\"cells\":[{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":[]},{\"cell_type\":\"code\",\"execution_count\":null,\"metadata\":{},"
                + "\"outputs\":[" + outputs + "],\"source\":[\"" + source + "\"]}],\"metadata\":{\"kernelspec\":{\"display_name\":\"\",\"language\":\"" + language + "\",\"name\":\"trialmap-"
                + language + "\"}},\"nbformat\":4,\"nbformat_minor\":4}");
        return file;
    }

    @Test
    void theNotebooksRunAndPrintWhatIsStored() throws Exception {
        Path folder = Commands.ROOT.resolve("notebooks");
        Commands.Ended ended = run();
        assertEquals(folder.resolve("quickstart-java.ipynb") + ": as stored\n" + folder.resolve("quickstart-scala.ipynb") + ": as stored\n", ended.out(), ended.err());
        assertEquals(0, ended.code());
    }

    @Test
    void findsOutputThatDiffersAndStoresItWhenAsked() throws Exception {
        Path java = notebook("java", "int a = 2;\\nSystem.out.println(a + 1);", "4");
        Path scala = notebook("scala", "println(3)", "4");
        Commands.Ended ended = run(java.toString(), scala.toString());
        String differs = ", cell 2 prints\n3\nbut this is stored:\n4\nCorrect the cell, or store what it prints: scripts/notebooks --update\n";
        assertEquals(java + differs + scala + differs, ended.out(), ended.err());
        assertEquals(1, ended.code());
        assertEquals(0, run("--update", java.toString()).code());
        assertEquals(java + ": as stored\n", run(java.toString()).out());
    }

    @Test
    void findsCellsThatDoNotCompileOrThrow() throws Exception {
        Path java = notebook("java", "int a = 1;\\nint b = \\\"text\\\";", "");
        assertEquals(java + ", cell 2 fails:\nincompatible types: java.lang.String cannot be converted to int\nint b = \"text\";\n", run(java.toString()).out());
        notebook("java", "throw new IllegalStateException(\\\"no\\\");", "");
        Commands.Ended thrown = run(java.toString());
        assertEquals(List.of(java + ", cell 2 fails:", "java.lang.IllegalStateException: no"), thrown.out().lines().limit(2).toList());
        assertEquals(1, thrown.code());
        Path scala = notebook("scala", "val b: Int = \\\"text\\\"", "");
        Commands.Ended ended = run(scala.toString());
        assertEquals(scala + ", cell 2 fails:\n                    ^\n       error: type mismatch;\n        found   : String(\"text\")\n        required: Int\n", ended.out());
        assertEquals(1, ended.code());
    }
}
