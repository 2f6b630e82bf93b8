package org.trialmap.parallel.closure;

import java.io.File;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.RecordComponent;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.trialmap.store.run.Circumstances;
import org.trialmap.task.Inputs;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.Pair;

/**
 * Finds the files that inputs and captured values name: texts, paths, and what is in collections, maps, pairs and records, if a regular file is there.
 * Numbers are not taken for names of files. Stops after some ten thousand values: a run with more is not to be slowed down.
 */
public final class NamedFiles {
    private static final int MOST = 10_000;
    private static final int DEEPEST = 8;
    private static final int LONGEST = 4096;
    private static final Pattern NUMBER = Pattern.compile("[-+0-9.eE_]*");

    private final Map<String, String> stamps = new LinkedHashMap<>();
    private int seen;

    /** Bytes of the files that one input names. */
    public static long bytes(Object input, Object function) {
        NamedFiles files = new NamedFiles();
        files.add(input, 0);
        if (function instanceof NamedFunction named) {
            files.add(named.paths(input), 0);
        }
        return files.stamps.keySet().stream().mapToLong(path -> new File(path).length()).sum();
    }

    /** Size and time of each file, by its path as it was given. */
    public static Map<String, String> of(Inputs<?> inputs, Object function) {
        NamedFiles files = new NamedFiles();
        NamedFunction named = function instanceof NamedFunction n ? n : null;
        Optional<SerializedLambda> lambda = FunctionIdentity.lambda(function);
        if (lambda.isPresent()) {
            for (int i = 0; i < lambda.get().getCapturedArgCount(); i++) {
                files.add(lambda.get().getCapturedArg(i), 0);
            }
        } else {
            files.add(function, 0);
        }
        boolean recordings = named == null && inputs.size() > 0 && inputs.bytesRead(0) >= 0; // which are in the plan, and dear to look at
        for (int i = 0; !recordings && i < inputs.size() && files.seen < MOST; i++) {
            Object input = inputs.get(i);
            files.seen++;
            files.add(input, 0);
            if (named != null) {
                files.add(named.paths(input), 0);
            }
        }
        if (named != null) {
            files.stamps.keySet().removeAll(named.programs()); // whose change is no reason to refuse anything
        }
        return files.stamps;
    }

    public static Map<String, String> of(Collection<String> paths) {
        NamedFiles files = new NamedFiles();
        files.add(paths, 0);
        return files.stamps;
    }

    private void add(Object value, int depth) {
        if (value == null || depth > DEEPEST || seen >= MOST) {
            return;
        }
        if (value instanceof String || value instanceof Path || value instanceof File) {
            stamp(value.toString());
        } else if (value instanceof Pair<?, ?> pair) {
            add(pair.first(), depth + 1);
            add(pair.second(), depth + 1);
        } else if (value instanceof Map<?, ?> map) {
            addAll(map.values(), depth);
        } else if (value instanceof Collection<?> collection) {
            addAll(collection, depth);
        } else if (value instanceof Object[] array) {
            addAll(java.util.Arrays.asList(array), depth);
        } else if (value instanceof Record record) {
            components(record, depth);
        }
    }

    private void addAll(Collection<?> values, int depth) {
        for (Object value : values) {
            if (++seen >= MOST) {
                return;
            }
            add(value, depth + 1);
        }
    }

    private void components(Record record, int depth) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                add(component.getAccessor().invoke(record), depth + 1);
            } catch (ReflectiveOperationException | RuntimeException e) {
                continue; // in a closed module, or an accessor that fails
            }
        }
    }

    private void stamp(String text) {
        if (text.isBlank() || text.length() > LONGEST || NUMBER.matcher(text).matches() || stamps.containsKey(text)) {
            return;
        }
        try {
            Circumstances.stamp(Path.of(text)).ifPresent(stamp -> stamps.put(text, stamp));
        } catch (InvalidPathException e) {
            return; // a text that cannot be a path
        }
    }
}
