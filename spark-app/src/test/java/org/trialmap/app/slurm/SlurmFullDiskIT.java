package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;

/** A small disk of the node's own stands for a quota: what does not fit is named, and what did is kept. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmFullDiskIT {
    private static final String NODE = "node64";
    private SlurmTestbed slurm;
    private Path folder;
    private Path disk;

    @BeforeEach
    void disk() throws Exception {
        slurm = SlurmTestbed.up();
        folder = slurm.folder();
        disk = folder.resolve("disk");
        assertEquals(0, slurm.lab(folder, "mkdir", disk.toString()).code());
        String lab = slurm.lab(folder, "id", "-u").out().strip();
        onNode("mount", "-t", "tmpfs", "-o", "size=1m,mode=700,uid=" + lab, "small", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        onNode("umount", disk.toString());
        assertEquals(List.of(), slurm.leftOnNodes(64));
    }

    private String onNode(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("exec", NODE));
        all.addAll(Arrays.asList(command));
        Commands.Ended ended = slurm.run(all.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        return ended.out();
    }

    private Commands.Ended run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(SlurmTestbed.SLURM, "run", "--wait", "--mem", "2G", "--sbatch=--nodelist=" + NODE));
        command.addAll(Arrays.asList(options));
        return slurm.lab(folder, command.toArray(String[]::new));
    }

    private Commands.Ended saving(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("--", "exec", "--over", "i=0:6", "--batch", "1", "--out", disk.toString(), "--name", "job"));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("--", "sh", "-c", "echo $1 >>started; head -c 300000 /dev/zero | tr '\\0' $1", "-", "{i}"));
        return run(command.toArray(String[]::new));
    }

    @Test
    void resultsThatDoNotFitAreMissedAndComeWhenThereIsRoom() throws Exception {
        Commands.Ended full = saving();
        assertEquals(1, full.code(), full.out() + full.err());
        assertTrue(full.out()
                .contains(": No space left on device. The file is incomplete and will not open; other files are not touched. Free space, or write to another folder, and run again.\n  kept  : 3 "
                        + "finished results in " + disk + "/job_payload\n"),
                full.out());
        onNode("mount", "-o", "remount,size=20m", disk.toString());
        Commands.Ended resumed = saving("--resume");
        assertEquals(0, resumed.code(), resumed.out() + resumed.err());
        assertTrue(resumed.out().contains(" ParallelMap: job: 3 of 6 tasks ran in "), resumed.out());
        List<String> started = Files.readAllLines(folder.resolve("started"));
        assertEquals(List.of("0", "1", "2"), started.stream().filter(each -> Integer.parseInt(each) < 3).toList());
        assertTrue(started.containsAll(List.of("3", "4", "5")), started::toString);
    }

    @Test
    void aScratchFolderWithoutRoomIsNamed() throws Exception {
        Commands.Ended full = run("--scratch", disk.toString(), "--", "demo", "--out", "out");
        assertEquals(2, full.code(), full.out() + full.err());
        assertTrue(
                full.out().contains("trialmap: No scratch folder can be made on " + NODE + ": tried [" + disk + "] (java.io.IOException: No space left on device). Name a folder on the node's own disk"
                        + " with --scratch or in the site's profile.\n"),
                full.out());
        assertEquals("", onNode("ls", "-A", disk.toString()));
    }
}
