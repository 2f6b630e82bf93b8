package org.trialmap.app.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.trialmap.app.cli.UsageException;
import picocli.CommandLine.Option;

/** All recordings of a study in place of one. */
final class StudyFlags {
    @Option(names = "--bids", paramLabel = "DIR", description = "In place of FILE: all recordings of a study in BIDS's layout, one after the other. --out is then the end of each result's name:"
            + " DIR/spec.h5 gives DIR/sub-01_task-T_spec.h5, ...")
    private Path bids;

    @Option(names = "--task", paramLabel = "TASK", description = "Those of this task (needed with --bids).")
    private String task;

    @Option(names = "--subject", split = ",", paramLabel = "ID[,ID]", description = "Those of these subjects (default: all).")
    private List<String> subjects;

    @Option(names = "--suffix", paramLabel = "NAME", description = "Those whose names end so, as results of another command: spec (default: eeg, ieeg, meg).")
    private String suffix;

    /** @param file that is given beside it; null: none */
    boolean isGiven(Path file) {
        String other = task != null ? "--task" : subjects != null ? "--subject" : suffix != null ? "--suffix" : null;
        if (bids == null && other != null) {
            throw new UsageException(other + " is given without --bids. It chooses among the recordings of a study. Add --bids DIR, or leave it out.");
        }
        if (bids == null && file == null) {
            throw new UsageException("Missing required parameter: 'FILE'");
        }
        if (bids != null && file != null) {
            throw new UsageException("Both --bids " + bids + " and the file " + file + " are given. The one names a study, the other a recording. Leave one of them out.");
        }
        return bids != null;
    }

    List<Study.Member> recordings() throws IOException {
        return new Study(bids, Optional.ofNullable(suffix)).members(task, subjects == null ? List.of() : subjects);
    }
}
