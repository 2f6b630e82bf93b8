package org.trialmap.app.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.support.AtomicFile;
import org.trialmap.support.FileTree;
import org.trialmap.support.JsonFile;

/**
 * What Jupyter knows of a kernel: a folder with {@code kernel.json}, which says how it is started.
 *
 * @param name of the folder, by which notebooks name the kernel
 * @param language java or scala
 * @param shown the name that Jupyter shows
 */
record KernelSpec(String name, String language, String shown) {
    static final List<KernelSpec> ALL = List.of(new KernelSpec("trialmap-java", "java", "Java (trialmap)"), new KernelSpec("trialmap-scala", "scala", "Scala (trialmap)"));

    /**
     * Writes it, in place of one that is there.
     *
     * @param kernels Jupyter's folder of kernels
     * @param launcher scripts/trialmap, or bin/trialmap of a distribution
     * @param environment variables for the launcher
     */
    void install(Path kernels, Path launcher, Map<String, String> environment) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("argv", List.of(launcher.toString(), "notebook", "kernel", language, "{connection_file}"));
        content.put("display_name", shown);
        content.put("language", language);
        content.put("interrupt_mode", "message");
        content.put("env", environment);
        Path folder = Files.createDirectories(kernels.resolve(name));
        AtomicFile.replace(folder.resolve("kernel.json"), temporary -> JsonFile.create(temporary, content));
    }

    boolean isIn(Path kernels) {
        return Files.isRegularFile(kernels.resolve(name).resolve("kernel.json"));
    }

    void remove(Path kernels) throws IOException {
        FileTree.delete(kernels.resolve(name));
    }
}
