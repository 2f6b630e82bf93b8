package org.trialmap.app.info;

import java.util.concurrent.Callable;
import org.trialmap.app.cli.UsageException;
import picocli.CommandLine.Command;

/** Done by the launcher before Java starts ({@code scripts/trialmap}): here it can only be named. */
@Command(name = "prepare", description = "Lets commands of this installation start faster with the Java that is found: once after installing, and after a change of Java.")
public final class PrepareCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageException("prepare takes no arguments, and is for the distribution's own launcher: bin/trialmap prepare");
    }
}
