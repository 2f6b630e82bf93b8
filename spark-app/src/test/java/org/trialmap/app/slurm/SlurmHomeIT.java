package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.app.Commands;
import org.trialmap.store.SavedResults;

/** A folder that root of the nodes cannot enter, as on NFS with root_squash: SLURM's daemons are root, and nothing of a job may need them there. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmHomeIT {
    @Test
    void rootOfTheNodesNeedNotEnterIt() throws Exception {
        SlurmTestbed slurm = SlurmTestbed.up();
        Path folder = slurm.folder();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Commands.Ended root = SlurmTestbed.commands().run("srun", "--nodelist=node62", "--mem=100M", "--chdir=/", "ls", folder.toString());
        assertTrue(root.code() != 0 && root.err().contains("Permission denied"), root.err());
        Commands.Ended ended = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--nodes", "2", "--sbatch=--nodelist=node[62-63]", "--mem", "2G", "--", "exec", "--over", "i=1:4", "--batch", "1",
                "--parse", "numbers", "--out", "out", "--", "sh", "-c", "echo $1", "-", "{i}");
        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertTrue(ended.out().contains("trialmap: 2/2 workers available after ") && ended.out().contains("\nresult   : ok\n"), ended.out());
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertEquals(3, results.doubles(2)[0]);
        }
        assertEquals(List.of(), slurm.leftOnNodes(62, 63));
    }
}
