package org.trialmap.app.info;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "completion", description = "Prints a completion script for bash and zsh: source <(trialmap completion)")
public final class CompletionCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash("trialmap", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
