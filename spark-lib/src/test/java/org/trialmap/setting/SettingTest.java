package org.trialmap.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.Taper;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.store.RunState;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;

/** Texts of the library name what users can set by calls in programs, by options on the command line. */
class SettingTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern COMMENT_OR_TEXT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.[^']*)'");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[A-Za-z][\\w-]*");

    /** Options of other programs, which are what they are whoever reads of them. */
    private static final Map<String, String> OTHER_PROGRAMS = new TreeMap<>(Map.of(
            "parallel/ClusterConnection.java", "--interface", // trialmap-slurm up, trialmap-cluster up
            "parallel/resource/SparkGpus.java", "--gres", // SLURM's sbatch
            "files/HadoopFiles.java", "--packages")); // spark-submit

    @AfterEach
    void calls() {
        Setting.use(Setting.Words.CALLS);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                sources.put(SOURCES.resolve("org/trialmap").relativize(file).toString(), Files.readString(file));
            }
        }
        return sources;
    }

    private static List<String> texts(String source) {
        return COMMENT_OR_TEXT.matcher(source).results().map(found -> found.group()).filter(found -> found.startsWith("\"")).toList();
    }

    @Test
    void noTextNamesAnOption() throws IOException {
        assertEquals(List.of("\"a --b\"", "\"\\\"//\""), texts("f(\"a --b\", '\"', '\\''); // \"--c\"\n/* \"--d\" */ g(\"\\\"//\");"), "texts are found, comments are not");
        Map<String, String> named = new TreeMap<>();
        sources().forEach((file, source) -> {
            Set<String> options = new TreeSet<>();
            texts(source).forEach(text -> OPTION.matcher(text).results().forEach(found -> options.add(found.group())));
            if (!options.isEmpty()) {
                named.put(file, String.join(" ", options));
            }
        });
        assertTrue(named.remove("setting/Setting.java").contains("--resume"), "options are found");
        assertEquals(OTHER_PROGRAMS, named, "name them by Setting");
    }

    /** They would keep the words that the process had when their class was loaded. */
    @Test
    void noConstantHoldsAName() throws IOException {
        Pattern constant = Pattern.compile("static final String \\w+ =[^;]*\\bSetting\\.");
        assertEquals(List.of(), sources().entrySet().stream().filter(source -> constant.matcher(source.getValue()).find()).map(Map.Entry::getKey).toList());
    }

    @Test
    void everyCallIsThere() throws IOException, ClassNotFoundException {
        Set<String> known = new TreeSet<>(Set.of("option", "SparkContext.addJar")); // Spark's
        try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class")).toList()) {
                Class<?> type = Class.forName(Path.of("target/classes").relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", ""), false, getClass().getClassLoader());
                if (Modifier.isPublic(type.getModifiers())) {
                    String name = type.getSimpleName();
                    known.add(name);
                    Stream.of(Arrays.stream(type.getMethods()).map(method -> method.getName()), Arrays.stream(type.getFields()).map(field -> field.getName()), Arrays.stream(type.getClasses()).map(
                            nested -> nested.getSimpleName())).flatMap(names -> names).forEach(member -> known.addAll(List.of(member, name + "." + member)));
                }
            }
        }
        Pattern called = Pattern.compile("(?<![.\\w])((?:[A-Z]\\w*\\.)*)(\\w+)(?=\\()|(?<![.\\w])((?:[A-Z]\\w*\\.)*)([A-Z]\\w*)(?![\\w(.])");
        Set<String> unknown = new TreeSet<>();
        for (Setting setting : Setting.values()) {
            for (Matcher call = called.matcher(setting.call()); call.find();) {
                String[] path = call.group().split("\\.");
                String last = path.length == 1 ? path[0] : path[path.length - 2] + "." + path[path.length - 1];
                if (!known.contains(last)) {
                    unknown.add(setting.name() + ": " + call.group());
                }
            }
        }
        assertTrue(known.contains("Resample.to") && !known.contains("resamplefs"), "names are told apart");
        assertEquals(Set.of(), unknown);
    }

    /** In a program, then on the command line. */
    private static void refused(String calls, String options, Executable call) {
        Setting.use(Setting.Words.CALLS);
        assertRefused(calls, call);
        Setting.use(Setting.Words.OPTIONS);
        assertRefused(options, call);
    }

    @Test
    void aRefusalSpeaksTheReadersLanguage() {
        refused("The latency 1.0 to 0.0 s is not possible. It is a window of time around t = 0: two finite numbers of seconds, the first not greater than the second. Correct latency(...).",
                "The latency 1.0 to 0.0 s is not possible. It is a window of time around t = 0: two finite numbers of seconds, the first not greater than the second. Correct --latency A B.",
                () -> Selection.all().latency(1, 0));
        refused("The dataset path '/' names nothing. A recording is read from one dataset of its file. Give its path, for example dataset(\"/data\").",
                "The dataset path '/' names nothing. A recording is read from one dataset of its file. Give its path, for example --dataset /data.", () -> RecordingOptions.DEFAULT.dataset("/"));
        refused("Both the magnitudes (rectify) and the Hilbert transform (hilbert abs) were asked for. They exclude each other. Leave out rectify(true) or hilbert(...).",
                "Both the magnitudes (rectify) and the Hilbert transform (hilbert abs) were asked for. They exclude each other. Leave out --rectify or --hilbert.",
                () -> Preprocessing.steps().rectify(true).hilbert(HilbertOutput.ABS));
        refused("Slepian tapers of a half bandwidth of 0.0 Hz cannot be made. Both numbers must be positive. Correct tapsmofrq(...) and Taper.dpss(...).",
                "Slepian tapers of a half bandwidth of 0.0 Hz cannot be made. Both numbers must be positive. Correct --tapsmofrq HZ and --nTaper N.", () -> Taper.dpss(0, 0));
        refused("Trials cannot be padded to -1.0 s. It is the total length, a positive number. Correct pad(...).",
                "Trials cannot be padded to -1.0 s. It is the total length, a positive number. Correct --pad.", () -> Padding.seconds(-1));
        refused("A model of the spectrum was asked for with at most -1 peaks. 0 finds none, and inf has no limit. Correct FooofOptions.",
                "A model of the spectrum was asked for with at most -1 peaks. 0 finds none, and inf has no limit. Correct --fooof-opt max_n_peaks=VALUE.", () -> FooofOptions.DEFAULTS.maxNPeaks(-1));
    }

    @Test
    void withAValue() {
        assertEquals("keeptrials(true) and withCovariance()", Setting.KEEPTRIALS.with(true) + " and " + Setting.COVARIANCE);
        Setting.use(Setting.Words.OPTIONS);
        assertEquals("--keeptrials true and --covariance true, --latency 0", Setting.KEEPTRIALS.with(true) + " and " + Setting.COVARIANCE + ", " + Setting.LATENCY.with(0));
    }

    @Test
    void whatIsKeptInAConstantDoesSo() {
        assertEquals("Tasks failed. What finished is kept: the same again with Existing.RESUME runs the rest.", RunState.FAILED.meaning());
        Setting.use(Setting.Words.OPTIONS);
        assertEquals("Tasks failed. What finished is kept: the same again with --resume runs the rest.", RunState.FAILED.meaning());
    }
}
