package org.trialmap.app;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. Exit codes: 0 ok, 1 the run failed, 2 wrong usage. */
@Command(name = "trialmap", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, subcommands = Main.Demo.class,
        description = "Runs a function over many inputs, or over the trials and channels of a recording; one HDF5 result.")
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() { }

    public static void main(String[] arguments) {
        SparkDefaults.load();
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command.");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"trialmap " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Stands in for the demo: one Spark job. */
    @Command(name = "demo", mixinStandardHelpOptions = true, description = "Runs the main job on embedded Spark.")
    static final class Demo implements Runnable {
        @Option(names = "--out")
        private Path out;

        @Override
        public void run() {
            SparkConf conf = new SparkConf().setIfMissing("spark.master", "local[*]").setAppName("trialmap demo");
            try (JavaSparkContext spark = new JavaSparkContext(conf)) {
                System.out.println(spark.parallelize(List.of(2, 4, 6, 8), 4).map(x -> (x + 4) * 3).collect() + " on " + spark.master());
            }
        }
    }
}
