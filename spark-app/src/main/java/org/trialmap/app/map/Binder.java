package org.trialmap.app.map;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.app.cli.UsageException;
import org.trialmap.app.map.MethodFunction.From;
import org.trialmap.app.map.MethodFunction.Source;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;
import org.trialmap.trial.TrialChunk;

/**
 * Decides, before anything runs, how the user's function gets its values. A method's parameters are taken in the order of {@code --over} and
 * {@code --shared}; by name if the class was compiled with {@code -parameters} and the names are the same.
 */
final class Binder {
    private final String option;
    private final List<Column> columns;
    private final List<Column> shared;
    private final boolean chunks;

    /** {@code columns} is empty where the input is a chunk of a recording. */
    Binder(String function, List<Column> columns, List<Column> shared) {
        this.option = "--function " + function;
        this.columns = columns;
        this.shared = shared;
        this.chunks = columns.isEmpty();
    }

    @SuppressWarnings("unchecked")
    <T> ContextFunction<T, Object> bind(UserCode.Function function) {
        if (function instanceof UserCode.Methods methods) {
            return (ContextFunction<T, Object>) method(methods);
        }
        Object object = ((UserCode.Instance) function).object();
        return chunks ? (ContextFunction<T, Object>) ofChunks(object) : (ContextFunction<T, Object>) ofValues(object);
    }

    private ContextFunction<?, ?> ofChunks(Object object) {
        Class<?> type = InputType.of(object.getClass());
        if (!type.isAssignableFrom(TrialChunk.class)) {
            throw new UsageException(option + " takes a " + type.getName() + ", but with --data it gets a " + TrialChunk.class.getName()
                    + ". Implement TaskFunction<TrialChunk, ...>, or give it values with --over instead of --data.");
        }
        if (!shared.isEmpty()) {
            throw new UsageException("--shared " + shared.get(0).name() + " has nowhere to go: " + option
                    + " is a class that takes a TrialChunk and nothing else."
                    + " Name a public static method that takes the chunk and the shared values (Class::method), or leave --shared out.");
        }
        return object instanceof ContextFunction<?, ?> function ? function : ContextFunction.ignoringContext((TaskFunction<?, ?>) object);
    }

    private ContextFunction<?, ?> ofValues(Object object) {
        Class<?> type = InputType.of(object.getClass());
        List<Column> all = all();
        Map<String, Object> common = new java.util.LinkedHashMap<>();
        shared.forEach(column -> common.put(column.name(), column.values().value(0)));
        if (type == TrialChunk.class) {
            throw new UsageException(option + " takes a TrialChunk, a part of a recording. Give it one with --data FILE instead of --over.");
        }
        if (Map.class.isAssignableFrom(type) && type.isAssignableFrom(java.util.LinkedHashMap.class) || type == Object.class && all.size() > 1) {
            return new InstanceFunction(object, Map.class, common);
        }
        if (type.isRecord()) {
            return new InstanceFunction(object, checkedRecord(type), common);
        }
        if (all.size() > 1) {
            throw new UsageException(option + " takes one " + type.getName() + ", but " + all.size() + " values are given (" + words()
                    + "). Let it take a"
                    + " Map<String, Object> or a record with these names, or name a public static method with that many parameters (Class::method).");
        }
        Optional<String> problem = problem(columns.get(0), type, "the function");
        if (problem.isPresent()) {
            throw new UsageException(option + " takes a " + type.getName() + ": " + problem.get() + ". Correct the values, or the function.");
        }
        return new InstanceFunction(object, type, common);
    }

    private Class<?> checkedRecord(Class<?> type) {
        List<RecordComponent> components = Arrays.asList(type.getRecordComponents());
        if (!new HashSet<>(components.stream().map(RecordComponent::getName).toList()).equals(new HashSet<>(all().stream().map(Column::name)
                .toList()))) {
            throw new UsageException(option + " takes the record " + type.getSimpleName() + "(" + String.join(", ", components.stream()
                    .map(RecordComponent::getName).toList())
                    + "), but " + words() + " are given. Give --over or --shared values for exactly the record's components.");
        }
        for (RecordComponent component : components) {
            Column column = all().stream().filter(c -> c.name().equals(component.getName())).findFirst().orElseThrow();
            problem(column, component.getType(), "component " + component.getName()).ifPresent(problem -> {
                throw new UsageException(option + " takes the record " + type.getSimpleName() + ": " + problem
                        + ". Correct the values, or the record.");
            });
        }
        return type;
    }

    private List<Column> all() {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(shared);
        return all;
    }

    /** An overload and how far it is from what is given. */
    private record Candidate(MethodFunction function, int distance) {}

    private MethodFunction method(UserCode.Methods methods) {
        List<Candidate> fitting = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Method overload : methods.overloads()) {
            candidate(methods, overload, problems).ifPresent(fitting::add);
        }
        fitting.sort(Comparator.comparingInt(Candidate::distance));
        if (fitting.isEmpty()) {
            throw new UsageException(option + " cannot take what is given (" + words() + "): " + String.join("; ", problems)
                    + ". Give as many --over and --shared values as it has parameters, in their order.");
        }
        if (fitting.size() > 1 && fitting.get(0).distance == fitting.get(1).distance) {
            throw new UsageException(option + " is ambiguous for " + words() + ": " + fitting.get(0).function.function() + " and "
                    + fitting.get(1).function.function()
                    + " fit equally well. Call it through a method of your own that has one meaning.");
        }
        return fitting.get(0).function;
    }

    private Optional<Candidate> candidate(UserCode.Methods methods, Method overload, List<String> problems) {
        String signature = methods.name() + "(" + String.join(", ", Arrays.stream(overload.getParameterTypes()).map(Class::getSimpleName)
                .toList()) + ")";
        List<Parameter> free = new ArrayList<>(Arrays.stream(overload.getParameters()).filter(p -> p.getType() != TaskContext.class).toList());
        if (overload.getReturnType() == void.class) {
            problems.add(signature + " returns nothing");
            return Optional.empty();
        }
        Parameter chunk = chunks && !free.isEmpty() && free.get(0).getType().isAssignableFrom(TrialChunk.class) ? free.remove(0) : null;
        if (chunks && chunk == null) {
            problems.add(signature + " must take a TrialChunk first");
            return Optional.empty();
        }
        List<Column> given = all();
        if (free.size() != given.size()) {
            problems.add(signature + " has " + free.size() + (free.size() == 1 ? " parameter" : " parameters")
                    + (chunks ? " besides the chunk" : ""));
            return Optional.empty();
        }
        List<Column> order = order(free, given);
        int distance = 0;
        for (int i = 0; i < order.size(); i++) {
            Optional<String> problem = problem(order.get(i), free.get(i).getType(), "parameter " + (i + 1) + " of " + signature);
            if (problem.isPresent()) {
                problems.add(problem.get());
                return Optional.empty();
            }
            distance += Conversion.distance(order.get(i).values().type(), free.get(i).getType()).orElseThrow();
        }
        List<Source> sources = Arrays.stream(overload.getParameters()).map(p -> p.getType() == TaskContext.class ? new Source(From.CONTEXT, 0)
                : p.equals(chunk) ? new Source(From.INPUT, 0) : source(order.get(free.indexOf(p)))).toList();
        List<Object> values = shared.stream().map(column -> column.values().value(0)).toList();
        return Optional.of(new Candidate(new MethodFunction(methods.className(), methods.name(), MethodFunction.names(overload), sources, values),
                distance));
    }

    private Source source(Column column) {
        int over = columns.indexOf(column);
        return over >= 0 ? new Source(From.VALUE, over) : new Source(From.SHARED, shared.indexOf(column));
    }

    private static List<Column> order(List<Parameter> parameters, List<Column> given) {
        Map<String, Column> byName = new java.util.HashMap<>();
        given.forEach(column -> byName.put(column.name(), column));
        boolean named = parameters.stream().allMatch(p -> p.isNamePresent() && byName.containsKey(p.getName()));
        return named ? parameters.stream().map(p -> byName.get(p.getName())).toList() : given;
    }

    /** Why a column's values cannot all become {@code type}. */
    private Optional<String> problem(Column column, Class<?> type, String what) {
        Column.Values values = column.values();
        String name = (shared.contains(column) ? "--shared " : "--over ") + column.name();
        if (Conversion.distance(values.type(), type).isEmpty()) {
            return Optional.of(name + " holds " + kind(column) + ", which " + what + " (" + type.getSimpleName() + ") cannot take");
        }
        IntStream toTry = values instanceof Column.Range range && isSafe(range) ? IntStream.of(0, range.size() - 1)
                : IntStream.range(0, values.size());
        return toTry.filter(i -> Conversion.convert(values.value(i), type).isEmpty()).boxed().findFirst()
                .map(i -> name + " holds " + values.text(i) + ", which " + what + " (" + type.getSimpleName() + ") cannot take without loss");
    }

    /** Whether the ends of a range tell for all of it: whole numbers that every type of floating point holds. */
    private static boolean isSafe(Column.Range range) {
        return range.type() == Long.class && Math.abs((Long) range.value(0)) <= 1 << 24 && Math.abs((Long) range.value(range.size() - 1)) <= 1 << 24;
    }

    private String words() {
        return String.join(", ", all().stream().map(column -> column.name() + ": " + kind(column)).toList());
    }

    private static String kind(Column column) {
        Class<?> type = column.values().type();
        return type == Long.class ? "whole numbers" : type == Double.class ? "decimal numbers" : "text";
    }
}
