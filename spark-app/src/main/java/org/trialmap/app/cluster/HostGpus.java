package org.trialmap.app.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.trialmap.support.VisibleGpus;

/** The GPUs of this machine that a cluster may use: those that CUDA_VISIBLE_DEVICES names, else all that nvidia-smi knows. */
final class HostGpus {
    private static final int PATIENCE_SECONDS = 20;

    private HostGpus() {}

    /**
     * @param visible CUDA_VISIBLE_DEVICES; null = not set
     * @param command prints one name a line
     */
    static List<String> find(String visible, String... command) {
        return visible != null ? VisibleGpus.of(visible) : listed(command);
    }

    static List<String> find() {
        return find(System.getenv(VisibleGpus.VARIABLE), "nvidia-smi", "--query-gpu=index", "--format=csv,noheader");
    }

    /** None where there is no such program, or no driver for it. */
    private static List<String> listed(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? out.lines().map(String::strip).filter(line -> line.matches("\\d{1,3}")).distinct().toList() : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
