package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.trialmap.References;
import org.trialmap.app.Commands;

/** The analyses' commands on SLURM: the same bytes as on the laptop, also where SLURM has put the job back meanwhile. All jobs share two nodes. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SlurmAnalysisIT {
    private static final String SYNTHDATA = "synthdata ar2_network --trials 40 --samples 1000 --channels 2 --seed 7";
    private static final String PREPROCESSING = "preprocessing noise.h5 --filter-class but --filter-type bp --freq 20 40 --chan-per-worker 1";
    /** About a second a trial. */
    private static final String SUPERLETS = "freqanalysis long.h5 --method superlet --foi 20,40,60,80,100,120,140,160,180,200 --order-max 20 --toi 0.5,1,1.5 --batch 1";
    private static final int LONG_TRIALS = 12;

    private static SlurmTestbed slurm;
    private static Path folder;

    @BeforeAll
    static void local() throws Exception {
        slurm = SlurmTestbed.up().computing();
        folder = slurm.folder();
        local("synthdata ar2_network --trials " + LONG_TRIALS + " --samples 100000 --channels 2 --seed 1", "long.h5");
        local(SYNTHDATA, "noise.h5");
        local(PREPROCESSING, "local.spy");
        local(SUPERLETS, "local-superlets.spy");
    }

    private static void local(String command, String out) throws Exception {
        List<String> words = new ArrayList<>(List.of(Commands.TRIALMAP));
        words.addAll(List.of(command.split(" ")));
        words.addAll(List.of("--master", "local[2]", "--out", out));
        Commands.Ended ended = slurm.lab(folder, words.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
    }

    private static String submit(String command, String out) throws Exception {
        List<String> words = new ArrayList<>(List.of("--nodes", "2", "--sbatch=--nodelist=node[47-48]", "--mem", "2G", "--"));
        words.addAll(List.of(command.split(" ")));
        words.addAll(List.of("--out", out));
        return slurm.submit(folder, words.toArray(String[]::new));
    }

    private static void assertSame(String one, String other) {
        assertEquals("same\n", References.scipy("""
                import h5py, sys
                with h5py.File(sys.argv[1]) as one, h5py.File(sys.argv[2]) as other:
                    assert sorted(one) == sorted(other), (sorted(one), sorted(other))
                    for name in one:
                        a, b = one[name], other[name]
                        assert a.dtype == b.dtype and a.shape == b.shape, (name, a, b)
                        assert a[()].tolist() == b[()].tolist() if a.dtype.kind == "O" else a[()].tobytes() == b[()].tobytes(), name
                    assert len(one["data"]) > 0
                    print("same")
                """, folder.resolve(one).toString(), folder.resolve(other).toString()));
    }

    @Test
    void synthdataGivesTheSameBytes() throws Exception {
        assertEquals("COMPLETED 0:0", slurm.end(submit(SYNTHDATA, "synth.h5"), folder));
        assertSame("noise.h5", "synth.h5");
    }

    @Test
    void preprocessingGivesTheSameBytesInASyncopyContainer() throws Exception {
        assertEquals("COMPLETED 0:0", slurm.end(submit(PREPROCESSING, "filtered.spy"), folder));
        assertSame("local.spy/local.analog", "filtered.spy/filtered.analog");
        assertTrue(Files.exists(folder.resolve("filtered.spy/filtered.analog.info")));
    }

    @Test
    void oneThatIsPutBackInTheMiddleOfItContinuesAndGivesTheSameBytes() throws Exception {
        String id = submit(SUPERLETS, "superlets.spy");
        for (int i = 0; i < 6000 && journalled() < 3; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertEquals(0, slurm.lab(folder, "scontrol", "requeue", id).code());
        slurm.await(id, folder, "PENDING");
        long before = journalled();
        assertTrue(before >= 3 && before < LONG_TRIALS, before + " tasks were finished\n" + SlurmTestbed.log(id, folder));
        slurm.startNow(id);
        assertEquals("COMPLETED 0:0", slurm.end(id, folder));
        assertEquals(1, slurm.job(id).restarts());
        assertEquals(LONG_TRIALS, journalled());
        String log = SlurmTestbed.log(id, folder);
        assertTrue(log.contains("superlets: " + (LONG_TRIALS - before) + " of " + LONG_TRIALS + " tasks ran in "), log);
        assertSame("local-superlets.spy/local-superlets.spectral", "superlets.spy/superlets.spectral");
        assertTrue(Files.exists(folder.resolve("superlets.spy/superlets.spectral.info")));
    }

    /** Tasks that are noted as done; each has a line of its own. */
    private static long journalled() throws IOException {
        Path run = folder.resolve("superlets.spy/.run");
        if (Files.notExists(run)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(run)) {
            Path journal = files.filter(file -> file.getFileName().toString().equals("journal.jsonl")).findFirst().orElse(null);
            return journal == null ? 0 : Files.readAllLines(journal).stream().filter(line -> line.endsWith("}")).count();
        }
    }
}
