package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.map.UserJar;
import org.trialmap.app.slurm.SlurmTestbed;

/** Other accounts of the machine get nothing from a driver that we start, and cannot find its secret. */
@Tag("slow")
class LocalSecurityIT {
    private static final String[] HELD = {"exec", "--over", "x=0:2", "--batch", "1", "--out", "out", "--", "sh", "-c", "touch \"$2/begun-$1\"; while [ ! -e \"$2/go\" ]; do sleep 0.1; done", "-",
        "{x}"};

    @TempDir
    private Path folder;
    private Commands commands;
    private Process run;

    @BeforeEach
    void prepare() throws Exception {
        OtherAccount.needed();
        commands = new Commands(Files.createDirectory(folder.resolve("work")));
    }

    @AfterEach
    void end() {
        if (run != null) {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
    }

    /** A run whose two tasks wait, when the first of them has begun. */
    private void hold(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Commands.TRIALMAP));
        command.addAll(Arrays.asList(HELD).subList(0, 7));
        command.addAll(List.of(options));
        command.addAll(Arrays.asList(HELD).subList(7, HELD.length));
        command.add(folder.resolve("work").toString());
        run = commands.start(command.toArray(String[]::new));
        SlurmTestbed.awaitText(() -> Boolean.toString(Files.exists(folder.resolve("work/begun-0")) || !run.isAlive()), "true");
        assertTrue(run.isAlive(), () -> commands.read("err"));
    }

    private String finished() throws Exception {
        Files.createFile(folder.resolve("work/go"));
        Commands.Ended ended = commands.end(run);
        assertEquals(0, ended.code(), ended.err());
        return ended.err();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "local-cluster[1,2,1024]"})
    void anotherAccountGetsNothingFromTheDriver(String master) throws Exception {
        hold("--master", master);
        assertEquals(List.of(), OtherAccount.got(OtherAccount.awaitPorts(run.toHandle())));
        String seen = OtherAccount.run("bash", "-c", "ps -eo args; cat /proc/*/environ 2>/dev/null").out();
        assertTrue(seen.contains("org.trialmap.app.Main"), seen);
        assertFalse(seen.contains("spark.authenticate.secret"), seen);
        String err = finished();
        assertTrue(err.lines().filter(line -> line.contains("TransportRequestHandler") || line.contains("TransportChannelHandler")).count() <= 1 && !err.contains("\tat "), err);
        if (master.startsWith("local[")) {
            assertTrue(err.matches("(?s).* ERROR TransportRequestHandler: Error while invoking RpcHandler#receive\\(\\) on RPC id -?\\d+ from /127\\.0\\.0\\.1:\\d+ \\(Expected SaslMessage,"
                    + " received something else \\(maybe your client does not have SASL enabled\\?\\)\\)\n.*"), err);
        }
    }

    /** Held in the start of its driver, whose ports are open by then. */
    @Test
    void aDemoIsClosed() throws Exception {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        UserJar.of(jars, "Held", """
                public class Held extends org.apache.spark.scheduler.SparkListener {
                    public Held() throws Exception {
                        while (!java.nio.file.Files.exists(java.nio.file.Path.of("go"))) {
                            Thread.sleep(50);
                        }
                    }
                }
                """);
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(conf.resolve("spark-defaults.conf"), "spark.extraListeners user.Held\n");
        run = commands.with("TRIALMAP_JARS", jars.toString()).with("TRIALMAP_CONF", conf.toString()).start(Commands.TRIALMAP, "demo");
        assertEquals(List.of(), OtherAccount.got(OtherAccount.awaitPorts(run.toHandle())));
        finished();
    }

    /** Also where a page of the victim's browser asks for it, or another node does. */
    @Test
    void webPagesAreOnTheLoopLockedAndOpenedByTheirDoorOnly() throws Exception {
        hold("--master", "local[2]", "--conf", "spark.ui.enabled=true", "--conf", "spark.ui.port=0");
        List<String> addresses = OtherAccount.listening(run);
        assertTrue(addresses.size() >= 4 && addresses.stream().allMatch(address -> address.startsWith("127.0.0.1:")), addresses::toString);
        assertEquals(List.of(), OtherAccount.got(OtherAccount.ports(addresses)));
        String err = SlurmTestbed.awaitText(() -> commands.read("err"), "(?s).*, UI at http://\\S+\n.*");
        String page = err.replaceFirst("(?s).*, UI at (http://127\\.0\\.0\\.1:\\d+)\n.*", "$1");
        for (String path : List.of("/", "/environment/", "/stages/stage/kill/?id=0&terminate=true", "/api/v1/applications")) {
            assertEquals("403", OtherAccount.run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", page + path).out(), path);
        }
        String door = err.replaceFirst("(?s).*trialmap: Spark's web pages are locked; this address opens them, to whoever has it: (http://trialmap:\\S+/enter)\n.*", "$1");
        assertEquals("401", OtherAccount.run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", door.replaceFirst("trialmap:.*@", "")).out());
        String shown = SlurmTestbed.commands().run("curl", "-s", "-L", door).out();
        assertTrue(shown.contains("Spark Jobs") && !shown.contains("/kill/"), shown);
        finished();
    }

    @Test
    void whoTurnsItOffIsToldWhatThatMeans() throws Exception {
        hold("--master", "local[2]", "--conf", "spark.authenticate=false");
        assertEquals(List.of("block broadcast_0_piece0", "endpoint BlockManagerMaster", "endpoint HeartbeatReceiver", "endpoint MapOutputTracker"),
                OtherAccount.got(OtherAccount.ports(OtherAccount.listening(run))).stream().sorted().toList());
        finished();
    }
}
