package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchScriptTest {
    private static final Path BOOTSTRAP = Path.of("/opt/trial map/scripts/slurm-bootstrap.sbatch");
    private static final Path FOLDER = Path.of("/home/lab/my data 100%");
    private static final SiteProfile SITE = new SiteProfile("alps", "normal", "neuro", "hsn0", "/local", null, List.of("jdk/17", "gcc"), List.of("no-kill"), List.of("--constraint=mc"));

    private static JobRequest request(List<String> skip, String... command) {
        Map<String, String> directives = new LinkedHashMap<>();
        directives.put("job-name", "trialmap-map");
        directives.put("nodes", "3");
        directives.put("mem", "8G");
        directives.put("partition", "long");
        directives.put("exclusive", "");
        return new JobRequest(directives, List.of("--gres=gpu:1"), skip, Map.of(Settings.INTERFACE, "hsn0"), List.of(command));
    }

    @Test
    void isTheGoldenOne() throws Exception {
        String script = BatchScript.text(request(List.of("--mem"), "map", "--over", "x=it's 1:3", "--out", "a b"), SITE, BOOTSTRAP, FOLDER);
        assertEquals(new String(BatchScriptTest.class.getResourceAsStream("golden.sbatch").readAllBytes(), StandardCharsets.UTF_8), script);
    }

    @Test
    void aClusterThatStaysHasNoCommand() {
        String script = BatchScript.text(request(List.of()), SiteProfile.NONE, BOOTSTRAP, FOLDER);
        assertTrue(script.endsWith("\nexec bash '/opt/trial map/scripts/slurm-bootstrap.sbatch'\n"), script);
        assertTrue(script.contains("#SBATCH --mem=8G\n") && script.contains("#SBATCH --no-kill\n"), script);
    }

    @Test
    void leavesOutWhatTheSiteRejectsHoweverItIsWritten() {
        for (String name : List.of("gres", "--gres", "--gres=gpu:1")) {
            assertFalse(BatchScript.text(request(List.of(name)), SITE, BOOTSTRAP, FOLDER).contains("gres"), name);
        }
        assertFalse(BatchScript.text(request(List.of("constraint")), SITE, BOOTSTRAP, FOLDER).contains("constraint"));
    }

    @Test
    void anyOptionOfSbatchStandsInTheScriptAsSbatchReadsIt() {
        String script = BatchScript.text(new JobRequest(Map.of(), List.of("--exclusive=user", "--comment=two words", "--export=\"ALL,A=b c\"", "-t5"), List.of(), Map.of(), List.of("--class", "x")),
                SiteProfile.NONE, BOOTSTRAP, FOLDER);
        assertTrue(script.contains("#SBATCH --job-name=trialmap-class\n"), script);
        assertTrue(script.contains("#SBATCH --signal=B:TERM@60\n"), script);
        assertTrue(script.contains("#SBATCH --exclusive=user\n#SBATCH --time=5\n#SBATCH --comment=\"two words\"\n#SBATCH --export=\"ALL,A=b c\"\n\n"), script);
    }

    @Test
    void refusesWhatSbatchCouldNotRead() {
        assertRefused("The value /home/a\\nb/trialmap-%j.log has a line end or a double quote, which sbatch does not read in a script. Choose another name or folder.",
                () -> BatchScript.text(request(List.of()), SITE, BOOTSTRAP, Path.of("/home/a\nb")));
    }
}
