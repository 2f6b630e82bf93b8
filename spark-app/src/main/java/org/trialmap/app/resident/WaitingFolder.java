package org.trialmap.app.resident;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What scripts/trialmap-resident makes for a process that waits: {@code ask} and {@code answer} are named pipes, {@code taken} is there when the process has been given to a
 * launcher, or ends. Beside it, the link {@code spare} names the one that launchers ask.
 */
record WaitingFolder(Path path) {

    /** Named by the launcher's script. */
    static WaitingFolder own() {
        return new WaitingFolder(Path.of(System.getProperty(Handover.PROPERTY)));
    }

    Path ask() {
        return path.resolve("ask");
    }

    private Path link() {
        return path.resolveSibling("spare");
    }

    /** Whether launchers would still find it: not after a logout, which removes all, or where another one has taken its place. */
    boolean isFound() {
        try {
            return Files.isDirectory(path) && Files.readSymbolicLink(link()).equals(path.getFileName());
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether nobody was faster, launcher or process: one of them says what becomes of it. */
    boolean take() {
        try {
            Files.createFile(path.resolve("taken"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            return true; // the folder has gone
        }
    }

    /** By a launcher, or by this process, which ends. */
    boolean isTaken() {
        return Files.exists(path.resolve("taken"));
    }

    /** So that the launcher may leave another one behind. */
    void hide() throws IOException {
        if (isFound()) {
            Files.delete(link());
        }
    }

    void answer(String line) throws IOException {
        Files.write(path.resolve("answer"), (line + "\n").getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }

    /** For whoever wants to see it: a launcher can ask before. */
    void tellWarm() throws IOException {
        Files.createFile(path.resolve("warm"));
    }

    void describe(String text) throws IOException {
        Files.writeString(path.resolve("about"), text);
    }

    /** What its process says of itself. */
    String described() throws IOException {
        Path about = path.resolve("about");
        return Files.exists(about) ? Files.readString(about) : "A process will wait when the command that runs has ended.";
    }
}
