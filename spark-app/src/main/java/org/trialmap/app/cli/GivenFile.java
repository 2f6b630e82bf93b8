package org.trialmap.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.trialmap.files.InputPath;

/** A file of data that a command is given. */
public final class GivenFile {
    private GivenFile() {}

    /**
     * Throws {@link UsageException} if it is not there.
     *
     * @param option what it was given to; empty for the command's FILE
     * @param file {@code NAME} may stand for the folder {@code NAME.spy}
     * @param kinds what it may be, for example {@code a recording}
     * @param why it must be there, a sentence; may be empty
     */
    public static void require(String option, Path file, String kinds, String why) {
        if (file.toString().isEmpty()) {
            throw new UsageException((option.isEmpty() ? "FILE" : option) + " is empty, often since a variable is not set. Name " + kinds + ".");
        }
        if (!Files.exists(file) && !Files.isDirectory(InputPath.of(file + ".spy"))) {
            throw new UsageException((option.isEmpty() ? "" : option + " ") + file + " does not exist." + (why.isEmpty() ? "" : " " + why) + " Correct the path.");
        }
    }
}
