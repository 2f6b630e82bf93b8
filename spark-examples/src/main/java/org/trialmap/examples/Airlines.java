package org.trialmap.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;

/** A folder of tables, one for each year, as bz2 in Latin-1: the shortest and the longest delay, by a map and by Spark SQL in the same session. */
final class Airlines {
    private static final String[] CITIES = {"São Paulo", "Zürich", "Oakland"};

    private Airlines() {}

    // tag::program[]
    record Delays(double min, double max, long fromSaoPaulo) implements Serializable {
        Delays and(Delays other) {
            return new Delays(Math.min(min, other.min), Math.max(max, other.max), fromSaoPaulo + other.fromSaoPaulo);
        }
    }

    /** One pass over a file; what was cancelled has the delay NA. */
    static Delays delays(String file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new BZip2CompressorInputStream(Files.newInputStream(Path.of(file))), StandardCharsets.ISO_8859_1))) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            long fromSaoPaulo = 0;
            lines.readLine();                                                              // Year,City,DepDelay
            for (String line; (line = lines.readLine()) != null;) {
                String[] fields = line.split(",");
                fromSaoPaulo += fields[1].equals("São Paulo") ? 1 : 0;
                if (!fields[2].equals("NA")) {
                    min = Math.min(min, Double.parseDouble(fields[2]));
                    max = Math.max(max, Double.parseDouble(fields[2]));
                }
            }
            return new Delays(min, max, fromSaoPaulo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Delays byMap(ParallelMap pmap, List<String> files) {
        return pmap.over(files).collect(Airlines::delays).stream().reduce(Delays::and).orElseThrow();
    }

    /** The same with Spark SQL; {@code ParallelMap.on(spark)} takes the same session. */
    static Delays bySql(SparkSession spark, List<String> files) {
        spark.read().option("header", true).option("encoding", "ISO-8859-1").option("nullValue", "NA").schema("Year INT, City STRING, DepDelay DOUBLE").csv(files.toArray(String[]::new))
                .createOrReplaceTempView("flights");
        Row row = spark.sql("SELECT min(DepDelay), max(DepDelay), count_if(City = 'São Paulo') FROM flights").first();
        return new Delays(row.getDouble(0), row.getDouble(1), row.getLong(2));
    }
    // end::program[]

    /** Files of made-up flights, 1987.csv.bz2 and the following years. */
    static List<String> write(Path folder, int years, int rows) {
        return IntStream.range(0, years).mapToObj(k -> writeYear(folder.resolve(1987 + k + ".csv.bz2"), 1987 + k, rows)).toList();
    }

    private static String writeYear(Path file, int year, int rows) {
        RandomStream random = RandomAlgorithm.PCG64.stream(1, year);
        try (Writer to = new OutputStreamWriter(new BZip2CompressorOutputStream(Files.newOutputStream(file)), StandardCharsets.ISO_8859_1)) {
            to.write("Year,City,DepDelay\n");
            for (int row = 0; row < rows; row++) {
                to.write(year + "," + CITIES[random.nextInt(3)] + "," + (random.nextInt(50) == 0 ? "NA" : Integer.toString((int) Math.round(20 * random.nextExponential() - 15))) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    static void run(ParallelMap pmap, PrintWriter out) throws IOException {
        try (SharedFolder folder = SharedFolder.create("airlines")) {
            List<String> files = write(folder.path(), 6, 20_000);
            out.println("by a map:     " + byMap(pmap, files));
            out.println("by Spark SQL: " + (pmap.master().equals("serial") ? "not without Spark (--master serial)" : bySql(SparkSession.builder().getOrCreate(), files)));
        }
    }
}
