package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/test} with a Maven that only leaves reports: what it asks for, and its exit code. */
class TestScriptTest {
    @TempDir
    private Path root;

    private String reports = "";

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(root.resolve("scripts"));
        Files.copy(Path.of("").toAbsolutePath().getParent().resolve("scripts/test"), root.resolve("scripts/test"));
    }

    private void report(String file, int failures, int errors) {
        reports += "mkdir -p '" + root.resolve(file).getParent() + "'\necho '<testsuite name=\"x\" tests=\"5\" errors=\"" + errors + "\" skipped=\"1\" failures=\"" + failures
                + "\">' >'" + root.resolve(file) + "'\n";
    }

    /** The exit code and what was printed, in which {@code ROOT} stands for the folder. */
    private String run(int maven, String... arguments) throws IOException, InterruptedException {
        Path mvn = Files.createDirectories(root.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\necho \"mvn $*\"\n" + reports + "exit " + maven + "\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(root.resolve("scripts/test").toString()).redirectErrorStream(true);
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        return process.waitFor() + "\n" + output.replaceAll("(?m)^test: (h5py|installing).*\n", "").replace(root.toString(), "ROOT");
    }

    private static final String MAVEN = "mvn -B --no-transfer-progress -Dstyle.color=never -f ROOT/pom.xml --fail-at-end -Dmaven.test.failure.ignore=true verify";

    @Test
    void allTestsOfBothModulesPass() throws Exception {
        report("spark-lib/target/surefire-reports/TEST-a.B.xml", 0, 0);
        report("spark-app/target/failsafe-reports/TEST-c.DIT.xml", 0, 0);
        assertEquals("0\n" + MAVEN + " -Dtrialmap.excluded=slow -pl spark-lib\n\nTests run: 10, Failures: 0, Errors: 0, Skipped: 2\n", run(0, "--fast", "-pl", "spark-lib"));
    }

    @Test
    void aFailureIsOneAlthoughMavenGoesOnAndEndsWell() throws Exception {
        report("spark-lib/target/surefire-reports/TEST-a.B.xml", 1, 0);
        report("spark-app/target/surefire-reports/TEST-c.D.xml", 0, 0);
        assertEquals("1\n" + MAVEN + "\n\ntest: failed: ROOT/spark-lib/target/surefire-reports/a.B.txt\nTests run: 10, Failures: 1, Errors: 0, Skipped: 2\n", run(0));
    }

    @Test
    void anErrorOfAnIntegrationTestIsOneToo() throws Exception {
        report("spark-app/target/failsafe-reports/TEST-c.DIT.xml", 0, 2);
        assertEquals("1\n" + MAVEN + "\n\ntest: failed: ROOT/spark-app/target/failsafe-reports/c.DIT.txt\nTests run: 5, Failures: 0, Errors: 2, Skipped: 1\n", run(0));
    }

    @Test
    void whatMavenFailsForIsAFailureWithoutAnyReport() throws Exception {
        assertEquals("7\n" + MAVEN + "\n\nTests run: 0, Failures: 0, Errors: 0, Skipped: 0\n", run(7));
    }
}
