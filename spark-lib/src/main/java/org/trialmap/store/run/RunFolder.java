package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trialmap.setting.Setting;
import org.trialmap.store.Frame;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.RunRefusedException;

/** Where everything of one name lies in a result folder; see docs/results.md. */
record RunFolder(Path folder, String name, Optional<String> file) {
    private static final Pattern PAYLOAD = Pattern.compile("(part-\\d{5,}-\\d+-[0-9a-f]{8}-[0-9a-f]{8}\\.h5(\\.tmp)?)|(stacked-[0-9a-f]{8}\\.data)");

    private static final int LONGEST_USER = 32;

    /** Where the results of a run go; a frame brings its own file. */
    static RunFolder of(Path folder, RunRecord record) {
        return new RunFolder(folder, record.plan().name(), record.save().frame().map(Frame::file));
    }

    Path container() {
        return folder.resolve(file.orElse(name + ".h5"));
    }

    /** What to choose where results are in the way. */
    String otherName() {
        return file.isEmpty() ? "another name with " + Setting.NAME : "another file with " + Setting.OUT_FILE;
    }

    /** What the fields of a plan stand for where the user has not written the function and its inputs; with a space in front, or nothing. */
    String meaning() {
        return file.isEmpty() ? "" : " Inputs are the recording, what is selected of it and " + Setting.CHAN_PER_WORKER + ", captured values are the keywords.";
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

    /** Whether a journal may name that file: one of ours, complete, in the payload folder. */
    static boolean isPayloadFile(String name) {
        return PAYLOAD.matcher(name).matches() && name.endsWith(".h5");
    }

    static String payloadFile(int partition, int attempt, String run) {
        return String.format(Locale.ROOT, "part-%05d-%d-%s-%s.h5", partition, attempt, run, RunRecord.newRun());
    }

    Path runs() {
        return folder.resolve(".run");
    }

    /** The lock of this account; names of accounts hold no tilde here, so that no two of account and name make the same file. */
    Path lock() {
        String user = FolderRights.user().replaceAll("[^A-Za-z0-9._-]", "_");
        return runs().resolve(user.substring(0, Math.min(LONGEST_USER, user.length())) + "~" + name + ".lock");
    }

    /** The locks of all accounts that have ever saved under this name. */
    List<Path> locks() throws IOException {
        if (!OwnFiles.isFolder(runs())) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(runs())) {
            return list.filter(file -> {
                String fileName = file.getFileName().toString();
                return fileName.endsWith("~" + name + ".lock") && fileName.indexOf('~') == fileName.length() - name.length() - "~.lock".length();
            }).sorted().toList();
        }
    }

    /** Throws where {@link #create} would, as far as permissions tell. Touches nothing. */
    void requireCreatable() throws IOException {
        Path nearest = nearest();
        if (!Files.isDirectory(nearest)) {
            throw inTheWay(new FileAlreadyExistsException(nearest.toString()));
        }
        if (!Files.isWritable(nearest)) {
            throw inTheWay(Files.getFileStore(nearest).isReadOnly() ? new FileSystemException(nearest.toString(), null, "Read-only file system") : new AccessDeniedException(nearest.toString()));
        }
    }

    /** This folder, or where it would be made. */
    private Path nearest() {
        Path nearest = folder.toAbsolutePath();
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }

    /** Throws if what belongs to another account is in the way, as far as permissions tell. Touches nothing. */
    void requireWritable() throws IOException {
        for (Path shared : List.of(nearest(), runs())) {
            Optional<String> owner = FolderRights.lockedBy(shared);
            if (owner.isPresent()) {
                throw new RunRefusedException("Results cannot be saved in " + folder + ": " + shared + " belongs to user " + owner.get() + ", and user "
                        + FolderRights.user() + " may not write in it; nothing was touched. Ask for the permission (for a group: chmod g+w " + shared
                        + "), or choose another folder (" + Setting.OUT_FOLDER + ").");
            }
        }
        for (Path own : ofThisName()) {
            Optional<String> owner = own.equals(container()) ? FolderRights.irreplaceable(own) : FolderRights.lockedBy(own);
            if (owner.isPresent()) {
                throw new RunRefusedException("Results named '" + name + "' cannot be saved in " + folder + ": there are some of user " + owner.get()
                        + " already, and user " + FolderRights.user() + " may not change them (" + own + "); nothing was touched. Choose " + otherName()
                        + ", or ask for the permission (for a group: chmod -R g+w).");
            }
        }
    }

    /** What of earlier runs of this name must be changed. */
    private List<Path> ofThisName() throws IOException {
        List<Path> own = new ArrayList<>(List.of(container(), payload()));
        for (Found found : records(folder)) {
            if (found.plan.plan().name().equals(name)) {
                own.addAll(List.of(found.run, found.run.resolve("journal.jsonl")));
            }
        }
        return own;
    }

    /** Creates the folders that all runs share; errors say what is in the way, and leave nothing behind. */
    void create() throws IOException {
        List<Path> made = new ArrayList<>(); // the innermost first
        for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            made.add(path);
        }
        try {
            Files.createDirectories(folder);
            if (!OwnFiles.isFolder(runs())) {
                OwnFiles.makeFolder(runs());
                FolderRights.likeParent(runs());
            }
        } catch (IOException e) {
            made.forEach(path -> path.toFile().delete()); // only what is empty, and without complaint: what is in the way is said below
            throw inTheWay(e);
        }
    }

    /** Creates the folder for what executors write; under the lock. */
    void createPayload() throws IOException {
        try {
            OwnFiles.makeFolder(payload());
        } catch (IOException e) {
            throw inTheWay(e);
        }
    }

    private IOException inTheWay(IOException thrown) {
        try {
            throw thrown;
        } catch (RunRefusedException e) {
            return e;
        } catch (FileAlreadyExistsException e) {
            return new IOException("Results cannot be saved in " + folder + ": " + e.getFile() + " is a file, not a folder. Move it away, or choose"
                    + " another"
                    + " folder (" + Setting.OUT_FOLDER + ").", e);
        } catch (IOException e) {
            return unwritable(folder, e);
        }
    }

    static IOException unwritable(Path folder, IOException e) {
        String why = e instanceof AccessDeniedException denied ? "permission denied: " + denied.getFile()
                : e instanceof FileSystemException fault && fault.getReason() != null ? fault.getReason() + ": " + fault.getFile() : e.toString();
        return new IOException("Results cannot be saved in " + folder + ": it cannot be created or written (" + why + "). Remove the cause, or choose another"
                + " folder (" + Setting.OUT_FOLDER + ").", e);
    }

    /** The folder of the run of this name, if there is one: the newest, should a crash have left two. */
    Optional<Path> run() throws IOException {
        return records(folder).stream().filter(record -> record.plan.plan().name().equals(name)).map(Found::run).findFirst();
    }

    /** A folder for a new run: the plan's id, with a number behind it if there is one of that id already, which is never taken over. */
    Path newRun(String planId) throws IOException {
        for (int i = 1;; i++) {
            try {
                return Files.createDirectory(runs().resolve(i == 1 ? planId : planId + "-" + i));
            } catch (FileAlreadyExistsException e) {
                continue; // a run of another name has the same plan, perhaps one that begins at this moment
            }
        }
    }

    /** A run's folder and its record. */
    record Found(Path run, RunRecord plan) {}

    /** All runs in a result folder, newest first. */
    static List<Found> records(Path folder) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path file : recordFiles(folder)) {
            try {
                found.add(new Found(file.getParent(), RunRecord.read(file)));
            } catch (RunRefusedException e) {
                throw e;
            } catch (IOException e) {
                continue; // nobody can tell whose it is; see requireReadable
            }
        }
        return found;
    }

    private static List<Path> recordFiles(Path folder) throws IOException {
        Path runs = folder.resolve(".run");
        List<Path> files = new ArrayList<>();
        if (OwnFiles.isFolder(runs)) {
            try (Stream<Path> list = Files.list(runs)) {
                for (Path run : (Iterable<Path>) list::iterator) {
                    Path file = run.resolve("plan.json");
                    if (!Files.isRegularFile(run, LinkOption.NOFOLLOW_LINKS) && OwnFiles.isFolder(run) && OwnFiles.isFile(file)) {
                        files.add(file);
                    }
                }
            }
        }
        files.sort((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified()));
        return files;
    }

    /** Throws if the record of any run in a result folder cannot be read: it may be the one that is looked for. */
    static void requireReadable(Path folder) throws IOException {
        for (Path file : recordFiles(folder)) {
            RunRecord.read(file);
        }
    }

    /** Throws if the record of a run with that plan's id is there, but damaged. */
    void requireReadable(String planId) throws IOException {
        Path file = runs().resolve(planId).resolve("plan.json");
        if (OwnFiles.isFile(file)) {
            RunRecord.read(file);
        }
    }

    /** Removes our files from the payload folder except those that {@code keep} accepts, and the folder itself if nothing is left. */
    void clean(Predicate<String> keep) throws IOException {
        if (!OwnFiles.isFolder(payload())) {
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
        try (Stream<Path> list = OwnFiles.isFolder(payload()) ? Files.list(payload()) : Stream.of(folder)) {
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
}
