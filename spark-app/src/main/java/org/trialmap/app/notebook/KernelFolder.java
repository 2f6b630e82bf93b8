package org.trialmap.app.notebook;

import java.nio.file.Path;
import java.util.Map;
import org.trialmap.app.cli.UsageException;
import picocli.CommandLine.Option;

/** Where Jupyter looks for kernels. */
final class KernelFolder {
    @Option(names = "--user", description = "For this account (the default): JUPYTER_DATA_DIR, else ~/.local/share/jupyter.")
    private boolean user;

    @Option(names = "--prefix", paramLabel = "DIR", description = "For the Jupyter that is installed below DIR, for example a virtual environment: DIR/share/jupyter.")
    private Path prefix;

    Path path() {
        if (user && prefix != null) {
            throw new UsageException("--user and --prefix exclude each other. Give one of them.");
        }
        Path data = prefix != null ? prefix.toAbsolutePath().normalize().resolve("share/jupyter") : ofUser(System.getenv(), System.getProperty("os.name"));
        return data.resolve("kernels");
    }

    /** As Jupyter finds it. */
    static Path ofUser(Map<String, String> environment, String system) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        if (environment.containsKey("JUPYTER_DATA_DIR")) {
            return Path.of(environment.get("JUPYTER_DATA_DIR"));
        }
        return system.startsWith("Mac") ? Path.of(home, "Library", "Jupyter") : Path.of(environment.getOrDefault("XDG_DATA_HOME", home + "/.local/share"), "jupyter");
    }
}
