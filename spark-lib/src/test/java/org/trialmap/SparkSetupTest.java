package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What the build gives to every test JVM. */
class SparkSetupTest extends SparkTestBase {

    @Test
    void testsRunWithTheFlagsThatSparkGivesToItsOwnJvms() {
        List<String> missing = new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        missing.removeAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        assertEquals(List.of(), missing);
    }

    @Test
    void temporaryFilesAreBelowTarget() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        assertTrue(Files.isDirectory(temporary), temporary.toString());
        assertEquals(Path.of("target", "tmp"), temporary.subpath(temporary.getNameCount() - 2, temporary.getNameCount()));
    }

    @Test
    void sharesOneLocalContext() {
        assertEquals(10, spark().parallelize(List.of(1, 2, 3, 4)).reduce(Integer::sum));
    }

    @Test
    void namesTheFirstDifferenceOfTwoRdds() {
        assertSameElements(spark().parallelize(List.of(1, 2)), spark().parallelize(List.of(1, 2)));
        AssertionFailedError error = assertThrows(AssertionFailedError.class,
                () -> assertSameElements(spark().parallelize(List.of(1, 2)), spark().parallelize(List.of(1, 3))));
        assertEquals("First difference: expected Some(2), was Some(3)", error.getMessage());
    }
}
