package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteProfileTest {
    private static final Map<String, String> ME = Map.of("USER", "anna", "HOME", "/home/anna");

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".conf"), text);
    }

    @Test
    void isChosenByNameElseByHost() throws Exception {
        write("alps", "hosts daint*, login?.alps\npartition normal\naccount neuro\ninterface hsn0\nscratch /local\njobs /shared/jobs\nmodules jdk/17 gcc\n"
                + "skip-directives mem,no-kill\nsbatch --constraint=mc\n");
        write("other", "partition short\n");
        SiteProfile alps = new SiteProfile("alps", "normal", "neuro", "hsn0", "/local", "/shared/jobs", List.of("jdk/17", "gcc"), List.of("mem", "no-kill"),
                List.of("--constraint=mc"));
        List<Path> folders = List.of(folder.resolve("none"), folder);
        assertEquals(alps, SiteProfile.find(folders, "alps", "elsewhere", ME));
        assertEquals(alps, SiteProfile.find(folders, null, "daint104", ME));
        assertEquals(alps, SiteProfile.find(folders, "", "login1.alps", ME));
        assertEquals("short", SiteProfile.find(folders, "other", "daint104", ME).partition());
        assertEquals(SiteProfile.NONE, SiteProfile.find(folders, null, "laptop", ME));
    }

    @Test
    void refusesNamesAndKeysThatDoNotExist() throws Exception {
        write("alps", "partitions normal\n");
        assertRefused("There is no site profile apls in [" + folder + "]; there are [alps]. Choose one of them with --site or TRIALMAP_SITE, or write " + folder.resolve("apls.conf")
                + ".", () -> SiteProfile.find(List.of(folder), "apls", "host", ME));
        assertRefused("The site profile " + folder.resolve("alps.conf") + " has a key partitions that does not exist. The keys are account, hosts, interface, jobs, modules,"
                + " partition, sbatch, scratch, skip-directives. Correct the file.", () -> SiteProfile.find(List.of(folder), "alps", "host", ME));
    }

    @Test
    void aProfileOfAllUsersNamesEachOnesFolders() throws Exception {
        write("alps", "jobs /shared/$USER/jobs\nscratch ${HOME}/scratch-$USER\npartition p$\n");
        SiteProfile alps = SiteProfile.find(List.of(folder), "alps", "host", ME);
        assertEquals(List.of("/shared/anna/jobs", "/home/anna/scratch-anna", "p$"), List.of(alps.jobs(), alps.scratch(), alps.partition()));
        write("alps", "scratch /local/$SLURM_JOB_ID\n");
        assertRefused("The site profile " + folder.resolve("alps.conf") + " has $SLURM_JOB_ID in scratch, but only $USER and $HOME are replaced. Correct the file.",
                () -> SiteProfile.find(List.of(folder), "alps", "host", ME));
    }

    @Test
    void thoseOfTheProjectAreReadable() {
        Path ours = Path.of("..", "conf", "sites");
        assertEquals("example", SiteProfile.find(List.of(ours), "example", "host", ME).name());
        assertEquals(SiteProfile.NONE, SiteProfile.find(List.of(ours), null, "host", ME));
    }
}
