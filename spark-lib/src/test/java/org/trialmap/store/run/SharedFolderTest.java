package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trialmap.References;
import org.trialmap.store.Existing;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;

/** Two accounts of one group that save into one folder of the group: real ones, made for this test, since root hides every fault of permissions. */
class SharedFolderTest {
    private static final String LAB = "tm" + ProcessHandle.current().pid() % 100_000;
    private static final String ANN = LAB + "a";
    private static final String BOB = LAB + "b";
    private static final String WRITING = "Another run is writing DIR/p\\.h5 at this moment \\(user ann on host \\S+, process \\d+, since [0-9 :-]+ UTC\\), so"
            + " this one was refused; nothing was touched\\. Wait until it has ended, or choose another name with name\\(\\.\\.\\.\\)\\.";
    private static Path classes;
    private Path folder;

    @BeforeAll
    static void makeAccounts() throws Exception {
        boolean root = System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/sbin/useradd"))
                && Files.isExecutable(Path.of("/usr/bin/setpriv"));
        References.need(root, "making accounts, which takes root, useradd and setpriv");
        must("/usr/sbin/groupadd", LAB);
        for (String account : List.of(ANN, BOB)) {
            must("/usr/sbin/useradd", "--no-create-home", "--user-group", "--groups", LAB, account); // each with a primary group of its own
        }
        classes = Files.createTempDirectory(Path.of("/tmp"), "trialmap-shared-classes");
        must("chmod", "755", classes.toString());
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) { // where those accounts can read them
            if (Files.isDirectory(Path.of(entry))) {
                must("cp", "-r", entry, classes.resolve("d" + number++).toString());
            } else if (Files.exists(Path.of(entry)) && entry.matches(".*/(jackson|jhdf|slf4j|commons|lzf|lz4|junit-jupiter-api|opentest4j|apiguardian|jspecify).*")) {
                must("cp", entry, classes.toString());
            }
        }
        must("chmod", "-R", "a+rX", classes.toString());
    }

    @AfterAll
    static void removeAccounts() throws Exception {
        if (classes != null) {
            for (String account : List.of(ANN, BOB)) {
                must("/usr/sbin/userdel", account);
            }
            must("/usr/sbin/groupdel", LAB);
            RunFolder.delete(classes);
        }
    }

    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createTempDirectory(Path.of("/tmp"), "trialmap-shared");
        must("chgrp", LAB, folder.toString());
        must("chmod", "2775", folder.toString());
    }

    @AfterEach
    void removeFolder() throws IOException {
        RunFolder.delete(folder);
    }

    private static void must(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> Arrays.toString(command) + ": " + said);
    }

    private Process start(String account, String umask, Object... args) throws IOException {
        String path = classes + "/*:" + paths();
        List<String> command = new ArrayList<>(List.of("/usr/bin/setpriv", "--reuid", account, "--regid", account, "--init-groups", "sh", "-c",
                "umask " + umask + "; exec \"$@\"", "sh", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", "-cp", path, Account.class.getName(), folder.toString()));
        command.addAll(List.of(Runs.args(args)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String paths() throws IOException {
        try (Stream<Path> list = Files.list(classes)) {
            return list.filter(Files::isDirectory).map(Path::toString).collect(Collectors.joining(":"));
        }
    }

    /** What an account's run says. */
    private String run(String account, String umask, Object... args) throws IOException, InterruptedException {
        Process process = start(account, umask, args);
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return said.replace(folder.toString(), "DIR").replace(ANN, "ann").replace(BOB, "bob").replaceAll("SLF4J.*\n", "").strip();
    }

    /** Everything in the folder, with owner and content's length. */
    private Map<String, String> listing() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.toList()) {
                all.put(folder.relativize(path).toString(), Files.getOwner(path) + " " + Files.readAttributes(path, "unix:mode,size,gid", LinkOption.NOFOLLOW_LINKS));
            }
        }
        return all;
    }

    private String group(String name) throws IOException {
        return Files.readAttributes(folder.resolve(name), java.nio.file.attribute.PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS).group().getName();
    }

    @Test
    void twoAccountsSaveUnderNamesOfTheirOwn() throws Exception {
        assertEquals("saved 4 tasks in DIR/ann.h5", run(ANN, "022", "ann", "REFUSE"));
        assertEquals("saved 4 tasks in DIR/bob.h5", run(BOB, "022", "bob", "REFUSE"));
        assertEquals("saved 4 tasks in DIR/ann.h5", run(ANN, "022", "ann", "OVERWRITE"));
        assertEquals(LAB, group("ann.h5"), "the folder hands its group on");
        assertEquals(LAB, group("bob_payload"));
    }

    @Test
    void theSameWithoutTheGroupBeingHandedOn() throws Exception {
        must("chmod", "0775", folder.toString());
        assertEquals("saved 4 tasks in DIR/ann.h5", run(ANN, "077", "ann", "REFUSE"));
        assertEquals("saved 4 tasks in DIR/bob.h5", run(BOB, "022", "bob", "REFUSE"));
    }

    @Test
    void twoAtOnceAreToldWhoWritesWhatTheyWant() throws Exception {
        Process ann = start(ANN, "022", "p", "REFUSE", "wait");
        try (BufferedReader said = new BufferedReader(new InputStreamReader(ann.getInputStream()))) {
            assertEquals("open", said.readLine());
            Map<String, String> before = listing();
            String refused = run(BOB, "022", "p", "REFUSE");
            assertTrue(refused.matches(WRITING), refused);
            assertEquals(before, listing());
            assertEquals("saved 4 tasks in DIR/q.h5", run(BOB, "022", "q", "REFUSE"), "another name is nobody's business");
        } finally {
            ann.getOutputStream().close();
            ann.waitFor();
        }
    }

    @Test
    void accountsWhoLetTheirGroupWriteShareAName() throws Exception {
        Process ann = start(ANN, "002", "p", "REFUSE", "wait");
        try (BufferedReader said = new BufferedReader(new InputStreamReader(ann.getInputStream()))) {
            assertEquals("open", said.readLine());
            String refused = run(BOB, "002", "p", "REFUSE");
            assertTrue(refused.matches(WRITING), refused);
        } finally {
            ann.getOutputStream().close();
            ann.waitFor();
        }
        assertEquals("saved 4 tasks in DIR/p.h5", run(BOB, "002", "p", "RESUME"), "what ann has begun bob goes on with");
        assertEquals("saved 4 tasks in DIR/p.h5", run(ANN, "002", "p", "OVERWRITE"), "and back");
    }

    @Test
    void whatBelongsToAnotherIsNotTouched() throws Exception {
        assertEquals("saved 4 tasks in DIR/p.h5", run(ANN, "022", "p", "REFUSE"));
        Map<String, String> before = listing();
        assertEquals("Results are in DIR/p.h5 already (complete, 4 tasks), so this run was refused; nothing was touched. Use Existing.OVERWRITE to replace them, or"
                + " choose another name with name(...).", run(BOB, "022", "p", "REFUSE"));
        assertEquals("Results named 'p' cannot be saved in DIR: there are some of user ann already, and user bob may not change them (DIR/p_payload); nothing"
                + " was touched. Choose another name with name(...), or ask for the permission (for a group: chmod -R g+w).",
                run(BOB, "022", "p", "OVERWRITE"));
        assertEquals(before, listing());
    }

    @Test
    void aFolderThatOneMayNotWriteIsNamed() throws Exception {
        must("chmod", "2755", folder.toString());
        must("chown", ANN, folder.toString());
        String refused = "Results cannot be saved in DIR: DIR belongs to user ann, and user bob may not write in it; nothing was touched. Ask for the"
                + " permission (for a group: chmod g+w DIR), or choose another folder (save(...) or ResultFile.at(...)).";
        assertEquals(refused, run(BOB, "022", "p", "REFUSE"));
        assertEquals(refused, run(BOB, "022", "p", "REFUSE", "plan"), "and when it is only planned");
        assertEquals(List.of(""), List.copyOf(listing().keySet()), "nothing half made is left");
        assertEquals("saved 4 tasks in DIR/p.h5", run(ANN, "022", "p", "REFUSE"));
        must("chmod", "2775", folder.toString());
        Map<String, String> before = listing();
        assertEquals(refused.replace("DIR belongs", "DIR/.run belongs").replace("g+w DIR", "g+w DIR/.run"), run(BOB, "022", "q", "REFUSE"),
                "a .run of before the folder was shared");
        assertEquals(before, listing());
    }

    @Test
    void aStickyFolderKeepsResultsToTheirOwner() throws Exception {
        must("chmod", "3777", folder.toString());
        assertEquals("saved 4 tasks in DIR/p.h5", run(ANN, "000", "p", "REFUSE"));
        assertEquals("Results named 'p' cannot be saved in DIR: there are some of user ann already, and user bob may not change them (DIR/p.h5); nothing was"
                + " touched. Choose another name with name(...), or ask for the permission (for a group: chmod -R g+w).",
                run(BOB, "000", "p", "OVERWRITE"));
        assertEquals("saved 4 tasks in DIR/q.h5", run(BOB, "000", "q", "REFUSE"));
    }

    /** A run of an account. */
    static final class Account {
        private static void plan(Path folder, String name, SaveOptions save) {
            try {
                ResultRun.requireRoom(folder, name, save);
                System.out.println("planned");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }

        public static void main(String[] args) throws IOException {
            SaveOptions save = Runs.LINKED.withExisting(Existing.valueOf(args[2]));
            if (args.length > 3 && args[3].equals("plan")) {
                plan(Path.of(args[0]), args[1], save);
                return;
            }
            try (ResultRun run = Runs.open(Path.of(args[0]), Runs.plan(args[1], 4), save)) {
                if (args.length > 3) {
                    Runs.compute(run, 0, i -> 1.0, 0);
                    System.out.println("open");
                    System.in.read();
                    return;
                }
                Runs.missing(run, 2, i -> 1.0);
                try (SavedResults results = Runs.finish(run)) {
                    System.out.println("saved " + results.tasks() + " tasks in " + results.container());
                }
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
