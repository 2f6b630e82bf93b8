package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.app.Commands;

/** Networks and names of nodes as they are, without an option. That ib0 is taken where it is there, SlurmRunIT sees. */
@Tag("slow")
class SlurmAddressIT {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"2 --no-ib;10.231.77.1 (host name)", "2 --no-ib --loopback-names;10.231.77.1 (SLURM's NodeAddr)"})
    void runsOnTheNetworkThatThereIs(String testbed, String address) throws Exception {
        SlurmTestbed slurm = SlurmTestbed.up(testbed.split(" "));
        Path folder = slurm.folder();
        Commands.Ended ended = slurm.lab(folder, SlurmTestbed.SLURM, "run", "--wait", "--nodes", "2", "--mem", "2G", "--", "exec", "--over", "i=0:4", "--batch", "1", "--out", "out", "--", "hostname");
        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertTrue(ended.out().contains("Master and driver (512 MiB) at " + address + ", executor"), ended.out());
        assertTrue(ended.out().contains(": 2 executors, 2 slots, "), ended.out());
    }
}
