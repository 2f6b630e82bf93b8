package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked of hosts without SLURM, and what they say. */
class ClusterRequestTest {
    private static ClusterRequest request(String hosts, List<String> ssh, String program) {
        return new ClusterRequest(HostSlots.list(hosts), ssh, program, 1, 60, Optional.of(1024), Optional.of("eth0"), Map.of("spark.task.cpus", "2", "spark.x", "a = b"));
    }

    private static void assertRefused(String message, Runnable asked) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, asked::run).getMessage());
    }

    @Test
    void hostsHaveNamesAndPerhapsSlots() {
        assertEquals(List.of(new HostSlots("gandalf", Optional.empty()), new HostSlots("me@10.0.0.7", Optional.of(2)), new HostSlots("arwen.lab", Optional.of(4))),
                HostSlots.list("gandalf, me@10.0.0.7:2,arwen.lab:4"));
        String rule = "' is not a host's name: it has letters, digits, '.', '-' and '_', and does not begin with '-'; USER@HOST is one, too. What else ssh needs stands in ~/.ssh/config under a name"
                + " of that form.";
        for (String name : List.of("", "-oProxyCommand=reboot", "a b", "$(reboot)", "a;b", "a@b@c", "-x@y", "a@-y", "gandalf\nx", "[::1]")) {
            assertRefused("'" + name + rule, () -> new HostSlots(name, Optional.empty()));
        }
        assertRefused("'a:b' is not HOST or HOST:SLOTS with a number of slots. Write for example gandalf,radagast:2.", () -> HostSlots.list("a:b"));
        assertRefused("gandalf:0 has no slots. Write gandalf:1 or more, or gandalf alone for all of its cores.", () -> HostSlots.list("gandalf:0"));
        assertRefused("The host gandalf is named twice. Name it once, with all of its slots.", () -> HostSlots.list("gandalf,arwen,gandalf:2"));
    }

    @Test
    void aRequestIsReadAsItWasWritten() {
        for (List<String> ssh : List.of(List.<String>of(), List.of("ssh", "-p", "2222"))) {
            ClusterRequest request = request("gandalf,radagast:2", ssh, "/opt/my programs/trialmap-cluster");
            assertEquals(request, ClusterRequest.of(request.values()));
        }
        assertRefused("--min-workers 3 is out of range: there are 2 hosts, and one of them must serve. Ask for 1 to 2.",
                () -> new ClusterRequest(HostSlots.list("a,b"), List.of(), "/p", 3, 60, Optional.empty(), Optional.empty(), Map.of()));
        assertRefused("--timeout 0 leaves hosts no time. Ask for 1 second or more, or leave it out.",
                () -> new ClusterRequest(HostSlots.list("a,b"), List.of(), "/p", 1, 0, Optional.empty(), Optional.empty(), Map.of()));
    }

    /** The remote shell sees one quoted word of ours, and no value of a user's. */
    @Test
    void nothingThatAUserNamesGoesThroughAShell() {
        HostSlots host = HostSlots.list("me@gandalf:2").get(0);
        assertEquals(List.of("ssh", "-o", "BatchMode=yes", "me@gandalf", "'/opt/it'\\''s $HOME/trialmap-cluster' --worker"),
                request("me@gandalf", ClusterRequest.words(" ssh -o  BatchMode=yes "), "/opt/it's $HOME/trialmap-cluster").command(host));
        assertEquals(List.of("/opt/my programs/trialmap-cluster", "--worker"), request("localhost", List.of(), "/opt/my programs/trialmap-cluster").command(host));
        for (String ssh : List.of("ssh -o 'ProxyCommand nc'", "ssh \"-x\"", "ssh $(x)", "ssh `x`", "ssh a\\ b", " ")) {
            assertRefused("--ssh '" + ssh + "' is not a program and its options with spaces between them: no shell reads it, so it has no quotation marks, '\\', '$' or '`'. Put what needs them into"
                    + " ~/.ssh/config.", () -> ClusterRequest.words(ssh));
        }
    }

    @Test
    void aHostsReportIsFoundAmongWhatStartUpFilesPrint() {
        HostReport report = new HostReport("trialmap 0.1.0", 8, 15923, 2, HostReport.client("10.0.0.1 40022 10.0.0.7 22"));
        assertEquals("trialmap-worker 8 15923 2 10.0.0.1 trialmap 0.1.0", report.text());
        assertEquals(Optional.of(report), HostReport.parse(report.text()));
        HostReport unseen = new HostReport("trialmap 0.1.0", 8, 15923, 0, HostReport.client(null));
        assertEquals(Optional.of(unseen), HostReport.parse(unseen.text()));
        assertEquals(Optional.empty(), HostReport.parse("Dear users, trialmap-worker 8 15923 10.0.0.1 trialmap 0.1.0"));
    }

    @Test
    void executorsHaveAQuarterOfTheSmallestHostOrWhatWasAskedFor() {
        assertEquals(new MemoryPlan(128, 0, 2000), HostMemory.plan(List.of(16000, 8000), Optional.empty()));
        assertEquals(new MemoryPlan(128, 0, 512), HostMemory.plan(List.of(1500), Optional.empty()));
        assertEquals(new MemoryPlan(128, 0, 6000), HostMemory.plan(List.of(16000, 8000), Optional.of(6000)));
        assertEquals(Optional.empty(), HostMemory.refusal(8000, Optional.of(6000)));
        assertEquals(Optional.of("it has 6500 MiB of memory, but a Worker and an executor with a heap of 6000 MiB take 6856 MiB"), HostMemory.refusal(6500, Optional.of(6000)));
        assertEquals(Optional.of("it has 900 MiB of memory, but a Worker and an executor take 968 MiB"), HostMemory.refusal(900, Optional.empty()));
        assertRefused("A memory of 100 MiB is less than Spark starts executors with, 512 MiB. Ask for more with --memory, or leave it out.", () -> HostMemory.checked(100));
    }
}
