package org.trialmap.app.cli;

import picocli.CommandLine;

/** The version that the jar's manifest has. */
public final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"trialmap " + (version == null ? "(not packaged)" : version)};
    }
}
