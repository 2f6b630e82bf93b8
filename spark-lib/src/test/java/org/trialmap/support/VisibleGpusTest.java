package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleGpusTest {
    @Test
    void theVariableIsReadAsCudaReadsIt() {
        assertEquals(List.of("0", "1"), VisibleGpus.of("0, 1"));
        assertEquals(List.of("GPU-8932f937-d72c", "MIG-1"), VisibleGpus.of("GPU-8932f937-d72c,MIG-1"));
        assertEquals(List.of("2"), VisibleGpus.of("2,-1,3"));
        for (String none : List.of("", "-1", "NoDevFiles", ",1")) {
            assertEquals(List.of(), VisibleGpus.of(none), none);
        }
        assertEquals(List.of(), VisibleGpus.of(null));
    }
}
