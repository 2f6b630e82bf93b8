package org.trialmap.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where everything of one name lies in a result folder; see docs/results.md. */
record RunFolder(Path folder, String name, Optional<String> file) {
    private static final Pattern PAYLOAD = Pattern.compile("(part-\\d{5,}-\\d+-[0-9a-f]{8}-[0-9a-f]{8}\\.h5(\\.tmp)?)|(stacked-[0-9a-f]{8}\\.data)");

    /** Where the results of a run go; a frame brings its own file. */
    static RunFolder of(Path folder, RunRecord record) {
        return new RunFolder(folder, record.plan().name(), record.save().frame().map(Frame::file));
    }

    Path container() {
        return folder.resolve(file.orElse(name + ".h5"));
    }

    /** What to choose where results are in the way. */
    String otherName() {
        return file.isEmpty() ? "another name with name(...) or --name" : "another file with --out";
    }

    /** What the fields of a plan stand for where the user has not written the function and its inputs; with a space in front, or nothing. */
    String meaning() {
        return file.isEmpty() ? "" : " Inputs are the recording, what is selected of it and --chan-per-worker, captured values are the keywords.";
    }

    Path payload() {
        return folder.resolve(payloadName());
    }

    String payloadName() {
        return name + "_payload";
    }

    /** Where a container is written in place, before it has its final name. */
    Path inPlace(String run) {
        return payload().resolve("stacked-" + run + ".data");
    }

    /** The file that holds what a partition wrote, until there is a container. */
    Path written(RunRecord record, PayloadCommit commit) {
        return record.address().isPresent() ? inPlace(record.run()) : payload().resolve(commit.file());
    }

    static String payloadFile(int partition, int attempt, String run) {
        return "part-%05d-%d-%s-%s.h5".formatted(partition, attempt, run, RunRecord.newRun());
    }

    Path runs() {
        return folder.resolve(".run");
    }

    Path lock() {
        return runs().resolve(name + ".lock");
    }

    /** Creates the folders; errors say what is in the way. */
    void create() throws IOException {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(runs());
            Files.createDirectories(payload());
        } catch (FileAlreadyExistsException e) {
            throw new IOException("Results cannot be saved in " + folder + ": " + e.getFile() + " is a file, not a folder. Move it away, or choose"
                    + " another"
                    + " folder (--out).", e);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    static IOException unwritable(Path folder, IOException e) {
        String why = e instanceof AccessDeniedException denied ? "permission denied: " + denied.getFile()
                : e instanceof FileSystemException fault && fault.getReason() != null ? fault.getReason() + ": " + fault.getFile() : e.toString();
        return new IOException("Results cannot be saved in " + folder + ": it cannot be created or written (" + why + "). Remove the cause, or choose another"
                + " folder (--out).", e);
    }

    /** The folder of the run of this name, if there is one: the newest, should a crash have left two. */
    Optional<Path> run() throws IOException {
        return records(folder).stream().filter(record -> record.plan.plan().name().equals(name)).map(Found::run).findFirst();
    }

    /** A folder for a new run: the plan's id, with a number behind it if a run of another name has that already. */
    Path newRun(String planId) throws IOException {
        Path run = runs().resolve(planId);
        for (int i = 2; Files.exists(run.resolve("plan.json")); i++) {
            run = runs().resolve(planId + "-" + i);
        }
        return Files.createDirectories(run);
    }

    /** A run's folder and its record. */
    record Found(Path run, RunRecord plan) {}

    /** All runs in a result folder, newest first. */
    static List<Found> records(Path folder) throws IOException {
        Path runs = folder.resolve(".run");
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(runs)) {
            try (Stream<Path> list = Files.list(runs)) {
                list.map(run -> run.resolve("plan.json")).filter(Files::isRegularFile).forEach(files::add);
            }
        }
        files.sort((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified()));
        List<Found> found = new ArrayList<>();
        for (Path file : files) {
            try {
                found.add(new Found(file.getParent(), RunRecord.read(file)));
            } catch (IOException e) {
                continue; // nobody can tell whose it is; see requireReadable
            }
        }
        return found;
    }

    /** Throws if the record of a run with that plan's id is there, but damaged. */
    void requireReadable(String planId) throws IOException {
        Path file = runs().resolve(planId).resolve("plan.json");
        if (Files.exists(file)) {
            RunRecord.read(file);
        }
    }

    /** Removes our files from the payload folder except those that {@code keep} accepts, and the folder itself if nothing is left. */
    void clean(Predicate<String> keep) throws IOException {
        if (!Files.isDirectory(payload())) {
            return;
        }
        try (Stream<Path> list = Files.list(payload())) {
            for (Path file : (Iterable<Path>) list::iterator) {
                String fileName = file.getFileName().toString();
                if (PAYLOAD.matcher(fileName).matches() && !keep.test(fileName)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    void removeEmptyPayload() throws IOException {
        try (Stream<Path> list = Files.isDirectory(payload()) ? Files.list(payload()) : Stream.of(folder)) {
            if (list.findAny().isPresent()) {
                return;
            }
        }
        Files.deleteIfExists(payload());
    }

    static void delete(Path tree) throws IOException {
        if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> list = Files.list(tree)) {
                for (Path file : (Iterable<Path>) list::iterator) {
                    delete(file);
                }
            }
        }
        Files.deleteIfExists(tree);
    }

    /** Makes a rename in that folder durable, where the system allows to open folders. */
    static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network file systems have no such thing; the rename itself has happened
        }
    }
}
