package org.trialmap.app.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trialmap.app.cluster.OwnerFiles;
import org.trialmap.support.FileTree;
import org.trialmap.support.Hosts;
import org.trialmap.support.Reason;

/** A job's own folder on a node's own disk, and what a power cut has left of earlier ones. */
final class Scratch {
    private static final Pattern NAME = Pattern.compile("trialmap-(\\d+)\\.(\\d+)-\\d+");

    private static final int ROOM = 8 << 20;

    private final String job;
    private final int restarts;
    private final List<String> folders;

    /** @param folders to try, the best one first */
    Scratch(String job, int restarts, List<String> folders) {
        this.job = job;
        this.restarts = restarts;
        this.folders = folders;
    }

    /** A new folder of mode 0700 whose name nobody can foresee. */
    Path create() {
        StringBuilder why = new StringBuilder();
        for (String folder : folders) {
            try {
                OwnerFiles.checkOthersCannotReplace(Path.of(folder));
                return withRoom(Files.createTempDirectory(Path.of(folder), "trialmap-" + job + "." + restarts + "-")); // mode 0700
            } catch (IOException e) {
                why.append(why.isEmpty() ? "" : ", ").append(e);
            }
        }
        throw new IllegalArgumentException("No scratch folder can be made on " + Hosts.name() + ": tried " + folders + " (" + why
                + "). Name a folder on the node's own disk with --scratch or in the site's profile.");
    }

    /** Java and Spark write their own libraries there before anything runs; where there is no room for them, they fail in words of theirs. */
    private static Path withRoom(Path folder) throws IOException {
        Path file = folder.resolve("room");
        try {
            Files.write(file, new byte[ROOM]);
            Files.delete(file);
            return folder;
        } catch (IOException e) {
            FileTree.delete(folder);
            throw e;
        }
    }

    /**
     * Removes folders that earlier jobs of the same user have left, and an earlier start of this one. Looks for them first and asks then, so that the answer
     * is younger than each of them: a job that starts meanwhile keeps its own.
     *
     * @param alive asks for the numbers of the user's jobs; an answer without this job is not one of them all, and then only earlier starts of this one are removed
     */
    void sweep(Supplier<Set<String>> alive) {
        List<Path> found = folders.stream().flatMap(folder -> own(Path.of(folder)).stream()).toList();
        List<Path> others = found.stream().filter(path -> !name(path).group(1).equals(job)).toList();
        Set<String> jobs = others.isEmpty() ? Set.of() : alive.get();
        if (jobs.contains(job)) {
            others.stream().filter(path -> !jobs.contains(name(path).group(1))).forEach(Scratch::delete);
        }
        found.stream().filter(path -> name(path).group(1).equals(job) && Integer.parseInt(name(path).group(2)) < restarts).forEach(Scratch::delete);
    }

    private static Matcher name(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() ? name : null;
    }

    /** Scratch folders of this account; what cannot be seen is none. */
    private static List<Path> own(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> name(path) != null && isOwn(path)).toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    private static boolean isOwn(Path path) {
        try {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
        } catch (IOException e) {
            return false;
        }
    }

    static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            System.err.println("trialmap: " + folder + " of an earlier job cannot be removed: " + Reason.of(e));
        }
    }
}
