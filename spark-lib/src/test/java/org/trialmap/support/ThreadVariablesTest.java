package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadVariablesTest {
    @Test
    void whatTheUserHasSetStays() {
        assertEquals(Map.of("OMP_NUM_THREADS", "2", "MKL_NUM_THREADS", "2", "VECLIB_MAXIMUM_THREADS", "2"), ThreadVariables.missing(Map.of("OPENBLAS_NUM_THREADS", "8"), 2));
        assertEquals(Map.of("OMP_NUM_THREADS", "2", "OPENBLAS_NUM_THREADS", "8", "MKL_NUM_THREADS", "2", "VECLIB_MAXIMUM_THREADS", "2"),
                ThreadVariables.elsewhere(Map.of("OPENBLAS_NUM_THREADS", "8", "HOME", "/"), 2));
        assertEquals(4, ThreadVariables.missing(Map.of(), 1).size());
    }
}
