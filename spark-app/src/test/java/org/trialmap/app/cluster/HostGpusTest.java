package org.trialmap.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostGpusTest {
    @Test
    void theVariableWinsAlsoWhereItNamesNone() {
        assertEquals(List.of("1", "GPU-8932f937"), HostGpus.find("1,GPU-8932f937", "echo", "0"));
        for (String none : List.of("", "-1", "NoDevFiles")) {
            assertEquals(List.of(), HostGpus.find(none, "echo", "0"), none);
        }
    }

    @Test
    void elseTheProgramIsAsked() {
        assertEquals(List.of("0", "1", "12"), HostGpus.find(null, "printf", "%s\\n", "0", "1", " 12"));
        assertEquals(List.of(), HostGpus.find(null, "echo", "No devices were found"));
        assertEquals(List.of(), HostGpus.find(null, "sh", "-c", "echo 0; exit 9"), "no driver");
        assertEquals(List.of(), HostGpus.find(null, "/nonexistent/nvidia-smi"));
    }
}
