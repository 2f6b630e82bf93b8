package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.app.Commands;

/** Networks and names of nodes as they are, without an option. That ib0 is taken where it is there, SlurmRunIT sees. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmAddressIT {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"node[39-40];10.231.77.39 (host name)", "node[41-42];10.231.77.41 (SLURM's NodeAddr)", "node[60-61];10.231.77.60 (SLURM's NodeAddr)"})
    void runsOnTheNetworkThatThereIs(String nodes, String address) throws Exception {
        SlurmTestbed slurm = SlurmTestbed.up();
        Path folder = slurm.folder();
        Commands.Ended ended = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--nodes", "2", "--sbatch=--nodelist=" + nodes, "--mem", "2G", "--", "exec", "--over", "i=0:4", "--batch", "1",
                "--out", "out", "--", "hostname");
        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertTrue(ended.out().contains("Master and driver (512 MiB) at " + address + ", executor"), ended.out());
        assertTrue(ended.out().contains(": 2 executors, 2 slots, "), ended.out());
    }
}
