package org.trialmap.analysis;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.trialmap.Await;

/**
 * What tasks of tests do before each trial, so that processes can be killed in the middle of a run, and what was computed can be counted.
 *
 * @param notes a folder; empty: they do nothing
 * @param first the trial, by its position, from which on something may happen
 */
public record HeldTrials(String notes, int first) implements Serializable {
    public static final HeldTrials NONE = new HeldTrials("", 0);

    /**
     * From {@link #first} on: the process that removes a file {@code die} ends; trial {@link #first} fails while there is a file {@code fail}; tasks wait while there is a file {@code hold}. Then the
     * file {@code calls} gets a line.
     */
    public void at(int trial) throws Exception {
        if (notes.isEmpty()) {
            return;
        }
        if (trial >= first) {
            if (Files.deleteIfExists(Path.of(notes, "die"))) {
                Runtime.getRuntime().halt(137);
            }
            if (trial == first && Files.exists(Path.of(notes, "fail"))) {
                throw new IllegalStateException("broken");
            }
            Await.whileThere(notes + "/hold");
        }
        Files.writeString(Path.of(notes, "calls"), trial + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
