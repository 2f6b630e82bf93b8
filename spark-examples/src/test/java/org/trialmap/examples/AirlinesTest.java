package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.Sessions;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;

/** One answer by a map, by Spark SQL and by pandas. */
class AirlinesTest {
    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    @Test
    void mapSqlAndPandasAgree(@TempDir Path folder) {
        List<String> files = Airlines.write(folder, 3, 500);
        Airlines.Delays serially = Airlines.byMap(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN), files);
        assertEquals(serially, Airlines.byMap(ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).progress(RunOptions.Progress.HIDDEN), files));
        assertEquals(serially, Airlines.bySql(SparkSession.builder().getOrCreate(), files));
        assertEquals(serially.min() + " " + serially.max() + " " + serially.fromSaoPaulo() + "\n", References.pandas("""
                import pandas, sys
                t = pandas.concat([pandas.read_csv(f, encoding="latin1") for f in sys.argv[1:]])
                print(t.DepDelay.min(), t.DepDelay.max(), (t.City == "São Paulo").sum())
                """, files.toArray(String[]::new)));
    }
}
