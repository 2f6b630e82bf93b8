package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterWaitTest {
    private final List<String> said = new ArrayList<>();

    private MasterWait wait(String master, Duration longest) {
        return new MasterWait(master, longest, said::add);
    }

    @Test
    void saysOnceThatItWaitsAndThenWhatToDo() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> wait("spark://127.0.0.1:1,127.0.0.2:1", Duration.ofMillis(1500)).untilItAnswers());
        assertEquals("no Master has answered there for 1.5 s (Connection refused). Start it if it is down, or let this machine through its firewall.", refused.getMessage());
        assertEquals(List.of("The Master spark://127.0.0.1:1,127.0.0.2:1 does not answer (Connection refused): waiting for it, 1.5 s at most."), said);
    }

    @Test
    void aHostThatIsNotKnownIsNotWaitedFor() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> wait("spark://none.invalid:7077", Duration.ofMinutes(5)).untilItAnswers());
        assertEquals("the host none.invalid is not known.", refused.getMessage());
        assertEquals(List.of(), said);
    }

    @Test
    void oneMasterOfSeveralIsEnoughAndSparkJudgesWhatIsNoAddress() throws IOException {
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            wait("spark://127.0.0.1:1,127.0.0.1:" + master.getLocalPort(), Duration.ZERO).untilItAnswers();
        }
        for (String odd : List.of("spark://host", "spark://host:99999", "spark://user@host:7077", "spark://")) {
            wait(odd, Duration.ZERO).untilItAnswers();
        }
        assertEquals(List.of(), said);
    }
}
