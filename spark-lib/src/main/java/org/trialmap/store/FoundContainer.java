package org.trialmap.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.TaskPlan;

/**
 * The file that lies where a container is to be.
 *
 * @hidden
 * @param kind who wrote it
 * @param plan of our own containers
 * @param run of our own containers, else empty
 * @param tasks in all, 0 if unknown
 * @param missing tasks without a result
 */
public record FoundContainer(Kind kind, Optional<TaskPlan> plan, String run, int tasks, BitSet missing) {
    public enum Kind {
        OURS,
        ACME,
        FOREIGN,
        LINK
    }

    public static Optional<FoundContainer> in(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (Files.isSymbolicLink(file)) { // to replace or go on from what it leads to would be a surprise
            return Optional.of(new FoundContainer(Kind.LINK, Optional.empty(), "", -1, new BitSet()));
        }
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Optional<String> format = text(hdf, "format");
            if (format.filter(ContainerAttributes.FORMAT::equals).isPresent()) {
                TaskPlan plan = Json.MAPPER.readValue(text(hdf, "plan").orElseThrow(), TaskPlan.class);
                return Optional.of(new FoundContainer(Kind.OURS, Optional.of(plan), text(hdf, "run").orElse(""), plan.tasks(),
                        IndexRanges.parse(text(hdf, "missing").orElse(""))));
            }
            boolean acme = acme(hdf);
            return Optional.of(new FoundContainer(acme ? Kind.ACME : Kind.FOREIGN, Optional.empty(), "", 0, new BitSet()));
        } catch (IOException | RuntimeException e) { // whatever it is, it cannot be read as results
            return Optional.of(new FoundContainer(Kind.FOREIGN, Optional.empty(), "", -1, new BitSet()));
        }
    }

    /** The file itself, or the only container of a folder. */
    static Path only(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return folder;
        }
        List<Path> containers;
        try (Stream<Path> list = Files.list(folder)) {
            containers = list.filter(path -> path.getFileName().toString().endsWith(".h5") && Files.isRegularFile(path)).sorted().toList();
        }
        if (containers.size() != 1) {
            String what = containers.isEmpty() ? "no result file (*.h5)" : containers.size() + " result files: "
                    + String.join(", ", containers.stream().map(path -> path.getFileName().toString()).toList());
            throw new Hdf5Exception("The folder " + folder + " holds " + what + ". " + (containers.isEmpty()
                    ? "Name another folder; if its run has not ended well, trialmap gather builds the file from what is finished."
                    : "Name one of them."));
        }
        return containers.get(0);
    }

    private static boolean acme(Hdf5File hdf) throws IOException {
        List<String> names = hdf.names("/");
        return !names.isEmpty() && names.stream().allMatch(name -> name.matches("comp_\\d+|result_\\d+"));
    }

    static Optional<String> text(Hdf5File hdf, String name) throws IOException {
        return hdf.attribute("/", name).map(NdArray::item).filter(String.class::isInstance).map(String.class::cast);
    }

    public String describe() {
        return switch (kind) {
            case OURS -> missing.isEmpty() ? "complete, " + tasks + " tasks" : "incomplete, " + missing.cardinality() + " of " + tasks
                    + " tasks are missing";
            case ACME -> "written by ACME";
            case LINK -> "a symbolic link";
            case FOREIGN -> tasks < 0 ? "not an HDF5 file that can be read" : "an HDF5 file of another kind";
        };
    }
}
