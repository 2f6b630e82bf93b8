package org.trialmap.app.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.trialmap.app.Commands;

/** Programs with the names of SLURM's, for tests of what ours make of their answers. Each writes down how it was called, in the file {@code calls}. */
final class SlurmPrograms {
    private final Path folder;

    SlurmPrograms(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** @param script lines of bash */
    SlurmPrograms with(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/bash\necho \"$(basename \"$0\") $*\" >>'" + folder.resolve("calls") + "'\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /** Commands that find these first. */
    Commands commands(Path work) throws IOException {
        return new Commands(Files.createDirectories(work)).with("PATH", folder + ":" + System.getenv("PATH"));
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
