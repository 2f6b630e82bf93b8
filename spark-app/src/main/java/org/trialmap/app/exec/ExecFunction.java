package org.trialmap.app.exec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.map.Arguments;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.store.ResultShape;
import org.trialmap.support.Reason;
import org.trialmap.support.ThreadVariables;
import org.trialmap.support.VisibleGpus;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.TrialChunk;

/**
 * Runs a program once per task; its stdout is the result. No shell is in between.
 *
 * @param command program and arguments with {NAME}s
 * @param shared values that all tasks have in common
 * @param folder working directory
 * @param parse what stdout means
 * @param seed of the random streams
 * @param random their generator
 * @param trials the form of the files of trials; null where inputs are {@link Arguments}
 * @param shape that printed numbers are to have; null = a vector
 * @param persistent whether one program answers for many tasks, by lines of JSON, instead of one for each
 */
record ExecFunction(CommandTemplate command, Map<String, String> shared, String folder, OutputParser parse, long seed, RandomAlgorithm random, TrialFormat trials, ResultShape shape,
        boolean persistent)
        implements ContextFunction<Object, Object>, NamedFunction, Identifiable {
    /** In the environment of each program, with a value of its own. */
    static final String MARK = "TRIALMAP_TASK";
    /** Names that tasks have whose input is a trial. */
    static final List<String> OF_TRIALS = List.of("trial", "out", "samplerate", "number");
    /** What a task has whose GPUs were asked for. */
    static final String GPU = "gpu";
    private static final String TRIAL = "trial";
    private static final String OUT = "out";
    private static final int SIGNAL = 128;

    ExecFunction(CommandTemplate command, Map<String, String> shared, String folder, OutputParser parse, long seed, RandomAlgorithm random) {
        this(command, shared, folder, parse, seed, random, null, null, false);
    }

    @Override
    public Object apply(Object input, TaskContext context) throws Exception {
        return persistent ? answer(input, context) : run(input, context);
    }

    /** Of a program that stays. */
    private Object answer(Object input, TaskContext context) throws Exception {
        List<String> words = command.fill(shared);
        Map<String, String> own = context.gpus().isEmpty() ? Map.of() : Map.of(VisibleGpus.VARIABLE, String.join(",", context.gpus()));
        String answer;
        try {
            answer = KeptPrograms.answer(new KeptPrograms.Kind(words, folder, own), () -> kept(words, context), JsonAnswer.line(task(input, context)));
        } catch (IOException e) {
            throw notStarted(words, e);
        }
        Object value = JsonAnswer.parse(words.get(0), answer);
        if (value != null) {
            return shape != null && value instanceof NdArray array && array.dtype() == DType.INT64 ? NdArray.of(array.toDoubles(), array.shape()) : value;
        }
        if (trials == null) {
            throw new ProgramFailedException(
                    words.get(0) + " answered null, which is no result. Answer with a number, a text, an array or an object of these, or with {\"error\": \"...\"} for a failure.");
        }
        return trials.result(file(context, OUT));
    }

    private KeptProgram kept(List<String> words, TaskContext context) throws IOException, ProgramFailedException {
        String mark = "kept-" + UUID.randomUUID();
        return new KeptProgram(builder(words, context, mark).redirectInput(ProcessBuilder.Redirect.PIPE), MARK + "=" + mark);
    }

    /** What the program is told of a task. */
    private Map<String, Object> task(Object input, TaskContext context) throws IOException {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("index", context.index());
        task.put("tasks", context.tasks());
        task.put("cpus", context.cpus());
        task.put("seed", context.random().nextInt() >>> 1);
        task.put("rng", random.describe(seed, context.index()));
        task.putAll(values(input, context));
        return task;
    }

    private Object run(Object input, TaskContext context) throws Exception {
        List<String> words = command.fill(values(input, context));
        String mark = context.index() + "-" + UUID.randomUUID();
        try (ChildProcess child = new ChildProcess(builder(words, context, mark), MARK + "=" + mark)) {
            int code = child.await();
            child.checkStreams(words.get(0));
            if (code != 0) {
                throw new ProgramFailedException(words.get(0) + " ended with exit code " + code + meaning(code) + child.said());
            }
            byte[] out = child.output();
            if (out == null) {
                throw new ProgramFailedException(words.get(0) + " printed more than 2 GiB, the most that a result can have. Print less, or write a"
                        + " file of"
                        + " your own and print its name.");
            }
            return result(words.get(0), out, context, child.errorTail().isEmpty() ? "" : child.said());
        } catch (IOException e) {
            throw notStarted(words, e);
        }
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(command.words()).add(shared).add(folder).add(parse.toString());
        if (trials != null) {
            fingerprint.add(trials.toString());
        }
        if (persistent) {
            fingerprint.add("persistent");
        }
    }

    private Object result(String program, byte[] out, TaskContext context, String said) throws ProgramFailedException {
        try {
            return trials != null && command.names().contains(OUT) ? trials.result(file(context, OUT)) : PrintedShape.of(parse.parse(out), shape);
        } catch (ProgramFailedException e) {
            throw new ProgramFailedException(program + " ended well, but " + e.getMessage() + said);
        }
    }

    static String meaning(int code) {
        return switch (code - SIGNAL) {
            case 2 -> " (signal 2: interrupted)";
            case 6 -> " (signal 6: it aborted itself)";
            case 9 -> " (signal 9: it was killed, often because memory ran out)";
            case 11 -> " (signal 11: it accessed memory that is not its own)";
            case 15 -> " (signal 15: it was told to end)";
            default -> code == 127 ? " (often: a program that was not found)" : "";
        };
    }

    private Path file(TaskContext context, String name) {
        return context.scratch().resolve(name + trials.ending());
    }

    private Map<String, String> values(Object input, TaskContext context) throws IOException {
        Map<String, String> values = given(input);
        for (String name : command.names()) {
            switch (name) {
                case "index" -> values.put(name, Integer.toString(context.index()));
                case "tasks" -> values.put(name, Integer.toString(context.tasks()));
                case "cpus" -> values.put(name, Integer.toString(context.cpus()));
                case "seed" -> values.put(name, Integer.toString(context.random().nextInt() >>> 1));
                case "rng" -> values.put(name, random.describe(seed, context.index()));
                case "scratch" -> values.put(name, context.scratch().toString());
                default -> {
                }
            }
        }
        if (!context.gpus().isEmpty()) {
            values.put(GPU, String.join(",", context.gpus()));
        }
        if (input instanceof TrialChunk trial) {
            Path file = file(context, TRIAL);
            trials.write(file, trial);
            values.put(TRIAL, file.toString());
            values.put(OUT, file(context, OUT).toString());
            values.put("samplerate", Double.toString(trial.samplerateHz()));
            values.put("number", Integer.toString(trial.trial()));
        }
        return values;
    }

    private Map<String, String> given(Object input) {
        Map<String, String> values = new HashMap<>(shared);
        if (input instanceof Arguments arguments) {
            arguments.toMap().forEach((name, value) -> values.put(name, (String) value));
        }
        return values;
    }

    private ProcessBuilder builder(List<String> words, TaskContext context, String mark) throws ProgramFailedException {
        Charset encoding = systemEncoding();
        for (String word : words) {
            if (word.indexOf('\0') >= 0) {
                throw new ProgramFailedException("An argument of " + words.get(0) + " holds a NUL character, which no argument can. Remove it from"
                        + " the values.");
            }
            if (!encoding.newEncoder().canEncode(word)) {
                throw new ProgramFailedException("The argument " + QuotedText.of(word) + " of " + words.get(0)
                        + " cannot be passed on, since the system's"
                        + " encoding here is " + encoding + ". Set the environment variable LC_ALL=C.UTF-8 and start again.");
            }
        }
        ProcessBuilder builder = new ProcessBuilder(words).directory(new File(folder));
        builder.redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));
        builder.environment().putAll(ThreadVariables.missing(builder.environment(), context.cpus()));
        if (!context.gpus().isEmpty()) {
            builder.environment().put(VisibleGpus.VARIABLE, String.join(",", context.gpus()));
        }
        builder.environment().put(MARK, mark);
        return builder;
    }

    private static Charset systemEncoding() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private ProgramFailedException notStarted(List<String> words, IOException e) {
        String program = words.get(0);
        String why = !Files.isDirectory(Path.of(folder)) ? "the working directory " + folder + " does not exist here. Start from a folder that all"
                + " workers share"
                : problem(program, Path.of(folder), System.getenv("PATH"));
        return new ProgramFailedException(program + " cannot be started: " + (why != null ? why : Reason.of(e)) + ".");
    }

    /** Why a program cannot be started in this process, null if it seems that it can. */
    static String problem(String program, Path folder, String searchPath) {
        if (program.indexOf('/') >= 0) {
            Path file = folder.resolve(program);
            if (!Files.exists(file)) {
                return "there is no file " + file + ". Correct the path";
            }
            return Files.isDirectory(file) ? file + " is a folder. Name a program in it"
                    : Files.isExecutable(file) ? null : file + " is not executable. Make it so (chmod +x), or name its interpreter first, for"
                            + " example: python3 " + program;
        }
        return found(program, folder, searchPath).isPresent() ? null : "it is in no folder of the PATH (" + searchPath + "). Install it, correct the name, or give its path"
                + (Files.exists(folder.resolve(program)) ? ": ./" + program + " is in the working directory" : "");
    }

    /** Where the system finds a program of that name. */
    private static Optional<Path> found(String program, Path folder, String searchPath) {
        return Arrays.stream((searchPath == null ? "/usr/bin:/bin" : searchPath).split(File.pathSeparator)).map(entry -> folder.resolve(entry).resolve(program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file)).findFirst();
    }

    /** The program's name without folder and ending. */
    @Override
    public String name() {
        String file = command.words().get(0).substring(command.words().get(0).lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        String name = dot > 0 ? file.substring(0, dot) : file;
        return name.isBlank() || name.startsWith(".") || name.indexOf('\\') >= 0 || !command.hasFixedProgram() ? "exec" : name;
    }

    @Override
    public Class<?> code() {
        return null; // the program is the code
    }

    /** The program, and what of its arguments is the same for all tasks: a script, a file of settings. */
    @Override
    public List<String> programs() {
        List<String> programs = new ArrayList<>();
        for (String word : command.fixed()) {
            programs.add(word);
            programs.add(word.substring(word.indexOf('=') + 1)); // --settings=FILE
        }
        if (command.hasFixedProgram() && programs.get(0).indexOf('/') < 0) {
            found(programs.get(0), Path.of(folder), System.getenv("PATH")).ifPresent(file -> programs.set(0, file.toString()));
        }
        return programs;
    }

    /** The arguments that an input's values are put into, as far as they are known before the task runs. */
    @Override
    public List<String> paths(Object input) {
        return command.fillKnown(given(input));
    }

    /** Program, arguments and the meaning of stdout, for the plan. */
    @Override
    public String function() {
        return "exec " + command.words() + " -> " + (persistent ? "json" : parse);
    }
}
