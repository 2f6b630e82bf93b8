package org.trialmap.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Not;
import org.apache.spark.sql.sources.Or;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Sessions;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.SpectralData;

class ResultTableTest {
    private static final int TRIALS = 40;
    private static final double[] FREQ = {2, 4, 8, 16.5, 32};
    private static final List<String> CHANNELS = List.of("Fz", "Cz", "\u00fcber", "Pz");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        spectrum(folder.resolve("spec.h5"), false);
        spectrum(folder.resolve("complex.h5"), true);
        recording(folder.resolve("rec.h5"));
    }

    /** Quartiles over trials, of the subjects of a study by a column of its participants.tsv. */
    @Test
    void percentilesOverTrialsJoinWithParticipants() throws IOException {
        String participants = Files.writeString(folder.resolve("participants.tsv"), "participant_id\tage\tgroup\nsub-01\t31\tpatient\nsub-02\t44\tcontrol\nsub-03\tn/a\tcontrol\n").toString();
        String spectra = Files.createDirectories(folder.resolve("spectra")).toString();
        for (int subject = 1; subject <= 3; subject++) {
            Files.copy(folder.resolve("spec.h5"), Path.of(spectra, "sub-0" + subject + "_task-go_spec.h5"));
        }
        SparkSession spark = spark(Sessions.LOCAL_4);
        // tag::participants[]
        Dataset<Row> people = spark.read().option("sep", "\t").option("header", true).option("nullValue", "n/a").option("inferSchema", true).csv(participants);
        Dataset<Row> all = null;
        for (String subject : List.of("sub-01", "sub-02", "sub-03")) {
            Dataset<Row> one = spark.read().format("trialmap").load(spectra + "/" + subject + "_task-go_spec.h5").withColumn("participant_id", functions.lit(subject));
            all = all == null ? one : all.union(one);
        }
        Dataset<Row> quartiles = all.filter("freq between 4 and 8 and channel = 'Cz'").groupBy("participant_id", "trial").agg(functions.avg("value").as("power"))
                .join(people, "participant_id").groupBy("group").agg(functions.expr("percentile(power, array(0.25, 0.5, 0.75))").as("power"), functions.count("*").as("trials"));
        // end::participants[]
        double[] power = IntStream.range(0, TRIALS).mapToDouble(ResultTableTest::cz).toArray();
        String expected = quartiles(power); // each subject has the same
        double[] twice = Arrays.stream(new int[] {1, 1}).boxed().flatMapToDouble(times -> Arrays.stream(power)).toArray();
        assertEquals(List.of("[control,ArraySeq(" + quartiles(twice) + "),80]", "[patient,ArraySeq(" + expected + "),40]"),
                quartiles.orderBy("group").collectAsList().stream().map(Row::toString).toList());
    }

    /** Mean of a trial at 4 and 8 Hz over its times and tapers. */
    private static double cz(int trial) {
        try {
            float[] all = SpectralData.open(folder.resolve("spec.h5")).trial(trial).floats(); // (time, taper, freq, channel)
            double[] values = IntStream.range(0, all.length).filter(i -> i % 4 == 1 && (i / 4 % 5 == 1 || i / 4 % 5 == 2)).mapToDouble(i -> all[i]).toArray();
            return Arrays.stream(values).average().orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Interpolated, as NumPy's. */
    private static String quartiles(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return java.util.stream.DoubleStream.of(0.25, 0.5, 0.75).map(p -> p * (sorted.length - 1)).mapToObj(at -> {
            int below = (int) at;
            return Double.toString(below + 1 < sorted.length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below]);
        }).collect(java.util.stream.Collectors.joining(", "));
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** Trials of one or two times, which begin at (k - 3) / 1000 s and have the free columns k % 3 and 100 + k. */
    private static void spectrum(Path file, boolean complex) throws IOException {
        double[][] table = new double[TRIALS][];
        int times = 0;
        for (int k = 0; k < TRIALS; k++) {
            table[k] = new double[] {times, times + 1 + k % 2, k - 3, k % 3, 100 + k};
            times += 1 + k % 2;
        }
        int count = times * 2 * FREQ.length * CHANNELS.size();
        float[] values = new float[complex ? 2 * count : count];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.25f;
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            int[] shape = {times, 2, FREQ.length, CHANNELS.size()};
            writer.root().dataset("data", complex ? NdArray.complex(values, shape) : NdArray.of(values, shape));
            writer.root().dataset("trialdefinition", NdArray.from(table));
            writer.root().dataset("channel", NdArray.from(CHANNELS.toArray(String[]::new)));
            writer.root().dataset("freq", NdArray.from(FREQ));
        }
    }

    /** Three trials of int16, of 20,000, 7 and 300 samples. */
    private static void recording(Path file) throws IOException {
        short[] samples = new short[20_307 * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * 7);
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(500.0));
            writer.root().dataset("data", NdArray.of(samples, 20_307, 3));
            writer.root().dataset("trialdefinition", NdArray.from(new double[][] {{0, 20_000, -500}, {20_000, 20_007, 0}, {20_007, 20_307, 10}}));
        }
    }

    private static SparkSession spark(String master) {
        Sessions.on(master);
        return SparkSession.builder().getOrCreate();
    }

    private static Dataset<Row> table(String file) {
        return spark(Sessions.LOCAL_4).read().format("trialmap").load(folder.resolve(file).toString());
    }

    /** What a spectrum's table must be, row by row. */
    private static List<String> rows(SpectralData data) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int k = 0; k < data.trials().count(); k++) {
            NdArray trial = data.trial(k);
            double[] time = data.time(k);
            for (int i = 0; i < trial.size(); i++) {
                int channel = i % CHANNELS.size();
                int freq = i / CHANNELS.size() % FREQ.length;
                int taper = i / CHANNELS.size() / FREQ.length % 2;
                String number = trial.dtype().isComplex() ? trial.floats()[2 * i] + "," + trial.floats()[2 * i + 1] : Float.toString(trial.floats()[i]);
                rows.add("[" + k + "," + time[i / CHANNELS.size() / FREQ.length / 2] + "," + taper + "," + FREQ[freq] + "," + CHANNELS.get(channel) + "," + number + ","
                        + (double) (k % 3) + "," + (100.0 + k) + "]");
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"spec.h5, local[4]", "complex.h5, local[4]", "spec.h5, local-cluster[2;1;1024]"})
    void everyValueIsARowWithItsCoordinates(String file, String master) throws IOException {
        Dataset<Row> table = spark(master.replace(';', ',')).read().format("trialmap").load(folder.resolve(file).toString());
        assertEquals(rows(SpectralData.open(folder.resolve(file))), table.collectAsList().stream().map(Row::toString).toList());
    }

    @Test
    void columnsHaveTheirTypes() {
        assertEquals("trial INT NOT NULL,time DOUBLE NOT NULL,taper INT NOT NULL,freq DOUBLE NOT NULL,channel STRING NOT NULL,value FLOAT NOT NULL,info1 DOUBLE NOT NULL,"
                + "info2 DOUBLE NOT NULL", table("spec.h5").schema().toDDL());
        assertEquals("trial INT NOT NULL,time DOUBLE NOT NULL,taper INT NOT NULL,freq DOUBLE NOT NULL,channel STRING NOT NULL,real FLOAT NOT NULL,imag FLOAT NOT NULL,"
                + "info1 DOUBLE NOT NULL,info2 DOUBLE NOT NULL", table("complex.h5").schema().toDDL());
        assertEquals("trial INT NOT NULL,time DOUBLE NOT NULL,channel STRING NOT NULL,value INT NOT NULL", table("rec.h5").schema().toDDL());
    }

    @Test
    void timeStampsThatNoDoubleHoldsStayWhole() throws IOException {
        long first = (1L << 53) + 1;
        try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve("ns.h5"))) {
            writer.root().attribute("samplerate", NdArray.from(500.0));
            writer.root().dataset("data", NdArray.of(new float[] {1, 2, 3}, 3, 1));
            writer.root().dataset("trialdefinition", NdArray.from(new long[][] {{0, 1, 0, first, 7}, {1, 2, 0, first + 1, 8}, {2, 3, 0, first + 2, 9}}));
        }
        Dataset<Row> table = table("ns.h5");
        assertEquals("trial INT NOT NULL,time DOUBLE NOT NULL,channel STRING NOT NULL,value FLOAT NOT NULL,info1 BIGINT NOT NULL,info2 DOUBLE NOT NULL", table.schema().toDDL());
        assertEquals("[[9007199254740993,7.0], [9007199254740994,8.0], [9007199254740995,9.0]]", table.select("info1", "info2").collectAsList().toString());
        assertEquals("[[1]]", table.filter("info1 = 9007199254740994").select("trial").collectAsList().toString());
        assertEquals("[[9007199254740993], [9007199254740994], [9007199254740995]]", spark(Sessions.LOCAL_4).read().format("trialmap").option("layout", "arrays")
                .load(folder.resolve("ns.h5").toString()).select("info1").collectAsList().toString());
    }

    @Test
    void recordingsAreTablesToo() throws IOException {
        AnalogData data = AnalogData.open(folder.resolve("rec.h5"));
        List<Row> rows = table("rec.h5").select("time", "value").collectAsList();
        assertEquals(20_307 * 3, rows.size());
        int row = 0;
        for (int k = 0; k < 3; k++) {
            short[] values = (short[]) data.trial(k).data();
            for (int i = 0; i < values.length; i++, row++) {
                assertEquals(data.time(k)[i / 3], rows.get(row).getDouble(0));
                assertEquals(values[i], rows.get(row).getInt(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel = 'Cz'", "channel in ('\u00fcber', 'Pz') and trial < 5", "freq between 4 and 16.5 and info1 = 2", "freq = 8 or freq = 32", "not (channel = 'Fz')",
        "trial = 7 and taper = 1",
        "info2 > 120 and value > 300", "channel = 'none'", "trial > 100", "freq > 32", "channel > 'D'", "trial % 2 = 0 and freq > 8", "time > 0.01", "channel is null", "trial = 3 or channel = 'Cz'"})
    void conditionsLeaveTheSameRowsWhetherTheyArePushedDownOrNot(String condition) {
        Dataset<Row> whole = spark(Sessions.LOCAL_4).createDataFrame(table("spec.h5").collectAsList(), table("spec.h5").schema());
        assertEquals(whole.filter(condition).collectAsList(), table("spec.h5").filter(condition).collectAsList());
    }

    @Test
    void onlyWhatConditionsLeaveIsRead() {
        TableSource source = new ResultTableProviderProbe(folder.resolve("spec.h5")).source();
        Filter[] filters = {new In("channel", new Object[] {"Cz", "Pz", null}), new GreaterThan("freq", 3.0), new LessThanOrEqual("freq", 16.5),
            new And(new Or(new EqualTo("info1", 0.0), new EqualTo("info1", 1.0)), new Not(new EqualTo("info1", 1.0))), new GreaterThan("trial", 10)};
        TableScanBuilder builder = new TableScanBuilder(source);
        assertArrayEquals(filters, builder.pushFilters(filters));
        assertArrayEquals(filters, builder.pushedFilters());
        TrialValues read = ((TidyTrials) ((TableScan) builder.build()).source().orElseThrow()).values();
        assertEquals(List.of("Cz", "Pz"), read.channel());
        assertArrayEquals(new double[] {4, 8, 16.5}, read.freq());
        assertArrayEquals(IntStream.range(11, TRIALS).filter(k -> k % 3 == 0).toArray(), read.positions());
        Filter[] others = {new EqualTo("value", 3f), new Or(new EqualTo("trial", 3), new EqualTo("channel", "Cz"))};
        TableScanBuilder unable = new TableScanBuilder(source);
        assertArrayEquals(others, unable.pushFilters(others));
        assertEquals(0, unable.pushedFilters().length);
    }

    /** Opens as Spark does. */
    private record ResultTableProviderProbe(Path file) {
        TableSource source() {
            return ((ResultTable) new ResultTableProvider().getTable(null, null, java.util.Map.of("path", file.toString()))).source();
        }
    }

    @Test
    void rowsAreCountedWithoutReadingValues() throws IOException {
        Path copy = folder.resolve("count.h5");
        spectrum(copy, false);
        Dataset<Row> table = spark(Sessions.LOCAL_4).read().format("trialmap").load(copy.toString());
        assertEquals(60 * 2 * 5 * 4, table.count());
        assertEquals(CHANNELS.size() * 2L, table.filter("trial = 2 and freq = 8").count());
        assertEquals(List.of("[Cz,5.0]", "[Fz,5.0]", "[Pz,5.0]", "[\u00fcber,5.0]"),
                table.groupBy("channel").agg(functions.expr("cast(count(distinct freq) as double)")).orderBy("channel").collectAsList().stream().map(Row::toString).toList());
    }

    /** The arrays of a row, zipped, are the rows of the tidy table. */
    @ParameterizedTest
    @CsvSource({"spec.h5, 'taper, freq, value, info1, info2'", "complex.h5, 'taper, freq, real, imag, info1, info2'", "rec.h5, value"})
    void arraysHoldWhatTheTidyTableHas(String file, String columns) {
        Dataset<Row> arrays = spark(Sessions.LOCAL_4).read().format("trialmap").option("layout", "arrays").load(folder.resolve(file).toString());
        assertEquals(table(file).select("trial", "channel").distinct().count(), arrays.count());
        String within = String.join(", ", Arrays.stream(columns.split(", ")).filter(name -> !name.startsWith("info")).toList());
        Dataset<Row> zipped = arrays.withColumn("z", functions.expr("explode(arrays_zip(time, " + within + "))"));
        String picked = "z.time, " + columns.replaceAll("(taper|freq|value|real|imag)", "z.$1");
        String order = "trial, channel, time" + (file.equals("rec.h5") ? "" : ", taper, freq");
        assertEquals(table(file).selectExpr(("trial, channel, time, " + columns).split(", ")).orderBy(columns(order)).collectAsList(),
                zipped.selectExpr(("trial, channel, " + picked).split(", ")).orderBy(columns(order)).collectAsList());
    }

    private static org.apache.spark.sql.Column[] columns(String names) {
        return Arrays.stream(names.split(", ")).map(functions::col).toArray(org.apache.spark.sql.Column[]::new);
    }

    @Test
    void conditionsOnArraysLeaveTheSameRows() {
        Dataset<Row> arrays = spark(Sessions.LOCAL_4).read().format("trialmap").option("layout", "arrays").load(folder.resolve("spec.h5").toString());
        assertEquals("trial INT NOT NULL,time ARRAY<DOUBLE> NOT NULL,taper ARRAY<INT> NOT NULL,freq ARRAY<DOUBLE> NOT NULL,channel STRING NOT NULL,value ARRAY<FLOAT> NOT NULL,info1 DOUBLE NOT NULL,"
                + "info2 DOUBLE NOT NULL", arrays.schema().toDDL());
        Dataset<Row> whole = spark(Sessions.LOCAL_4).createDataFrame(arrays.collectAsList(), arrays.schema());
        for (String condition : List.of("channel = 'Cz' and info1 = 2", "trial > 37", "freq[0] = 2 and trial = 1", "channel = 'none'", "array_contains(freq, 8D) and channel > 'D'")) {
            assertEquals(whole.filter(condition).collectAsList(), arrays.filter(condition).collectAsList());
        }
    }

    @Test
    void tablesAreJoinedAndSummarised() {
        String file = folder.resolve("spec.h5").toString();
        SparkSession spark = spark(Sessions.LOCAL_4);
        // tag::query[]
        Dataset<Row> spec = spark.read().format("trialmap").load(file);
        Dataset<Row> regions = spark.sql("select * from values ('Fz', 'front'), ('Cz', 'middle'), ('Pz', 'back') as t(channel, region)");
        Dataset<Row> medians = spec.join(regions, "channel").filter("freq between 8 and 16.5")
                .groupBy("region").agg(functions.expr("percentile(value, 0.5)").as("median"), functions.count("*").as("n"));
        // end::query[]
        List<Row> found = medians.orderBy("region").collectAsList();
        assertEquals(List.of("back", "front", "middle"), found.stream().map(row -> row.getString(0)).toList());
        assertEquals(List.of(240L, 240L, 240L), found.stream().map(row -> row.getLong(2)).toList());
    }

    @Test
    void parquetHasTheSameRows() {
        String out = folder.resolve("table.parquet").toString();
        table("spec.h5").write().parquet(out);
        Dataset<Row> back = spark(Sessions.LOCAL_4).read().parquet(out);
        String[] order = {"trial", "time", "taper", "freq", "channel"};
        assertEquals(table("spec.h5").orderBy("trial", Arrays.copyOfRange(order, 1, order.length)).collectAsList(),
                back.orderBy("trial", Arrays.copyOfRange(order, 1, order.length)).collectAsList());
    }

    @Test
    void whatCannotBeReadIsSaidAsByTheLibrary() {
        SparkSession spark = spark(Sessions.LOCAL_4);
        assertEquals("The data source trialmap reads one file, and none is named. Name it: spark.read().format(\"trialmap\").load(\"spec.h5\").",
                assertThrows(IllegalArgumentException.class, () -> spark.read().format("trialmap").load()).getMessage());
        String missing = folder.resolve("none.h5").toString();
        String text = assertThrows(java.io.UncheckedIOException.class, () -> spark.read().format("trialmap").load(missing)).getMessage();
        assertTrue(text.contains(missing), text);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> spark.read().format("trialmap").option("samplerate", "3").load(folder.resolve("rec.h5").toString())).getMessage()
                .contains("500.0 Hz"));
    }
}
