package org.trialmap.parallel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.Shape;
import org.trialmap.parallel.closure.CaptureCheck;
import org.trialmap.parallel.closure.FunctionIdentity;
import org.trialmap.parallel.closure.JShellClasses;
import org.trialmap.parallel.closure.JShellSnapshot;
import org.trialmap.parallel.closure.JavaCodec;
import org.trialmap.parallel.closure.NamedFiles;
import org.trialmap.parallel.closure.ReturnType;
import org.trialmap.parallel.closure.SerializationCheck;
import org.trialmap.parallel.closure.SharedValue;
import org.trialmap.parallel.closure.TaskOrder;
import org.trialmap.setting.Setting;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.UnfitResultException;
import org.trialmap.store.run.Circumstances;
import org.trialmap.store.run.PayloadTarget;
import org.trialmap.store.run.StorableType;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskPlan;

/**
 * A serialized function and its inputs, validated and ready to be sent to executors.
 *
 * @param identity name and captured values of the function
 * @param encoded the function
 * @param shared the shared values that it uses, by digest
 * @param options settled with the backend
 * @param user the object that the user wrote
 * @param session what other processes need of a Java notebook; null = nothing
 */
record EncodedMap(FunctionIdentity identity, byte[] encoded, Map<String, SharedValue<?>> shared, RunOptions options, Inputs<?> inputs,
        Object user, JShellSnapshot session) {

    /** Encodes the function and the first input once; refuses what cannot be serialized, before anything starts. */
    static EncodedMap of(Backend backend, RunOptions options, Inputs<?> inputs, ContextFunction<?, ?> function) {
        Map<String, SharedValue<?>> shared = new HashMap<>();
        Object user = FunctionIdentity.unwrap(function);
        JShellClasses session = new JShellClasses();
        byte[] encoded = SerializationCheck.function(function, user, shared, session);
        if (inputs.size() > 0) {
            SerializationCheck.input(inputs, 0, inputs.get(0), session);
        }
        new CaptureCheck(user, options.captureLimit()).check(encoded.length);
        JShellSnapshot sent = backend.isInProcess() ? null : session.snapshot("The function " + FunctionIdentity.inFull(user), backend.master(), shared);
        FunctionIdentity identity = FunctionIdentity.of(function);
        RunOptions settled = backend.settle(options);
        return new EncodedMap(identity, encoded, shared, settled.name().isPresent() ? settled : settled.withName(identity.name()), inputs,
                user, sent);
    }

    /**
     * Refuses a function of which no result could be stored, before any task runs.
     *
     * @throws UnfitResultException names the function, the type and what to return instead
     */
    void requireStorable() {
        ReturnType.of(user).flatMap(StorableType::refused).ifPresent(why -> {
            throw new UnfitResultException(
                    "The function " + FunctionIdentity.inFull(user) + " returns " + why + ", which cannot be saved. A result is a number, a truth value, a text, an array or list"
                            + " of these, or a record, case class, tuple or map of such values by name. Return one of them"
                            + Setting.either(", or use collect(...), which takes any value that can be serialized.", "."));
        });
    }

    /** Estimate: the first input's size times the number of inputs. */
    long inputBytes() {
        try {
            return inputs.size() == 0 ? 0 : (long) JavaCodec.encode(inputs.get(0)).length * inputs.size();
        } catch (IOException e) {
            throw new IllegalStateException("The first input was encoded before.", e);
        }
    }

    /** What the task reads that reads most; -1 where nobody knows. */
    long taskBytes() {
        return IntStream.range(0, inputs.size()).mapToLong(inputs::bytesRead).max().orElse(-1);
    }

    /** What the results depend on beside the plan, as it is now. */
    Circumstances circumstances() {
        Map<String, String> programs = user instanceof NamedFunction named ? NamedFiles.of(named.programs()) : Map.of();
        return new Circumstances(Path.of("").toAbsolutePath().toString(), FunctionIdentity.code(user), programs, NamedFiles.of(inputs, user), FunctionIdentity.values(user));
    }

    /** These tasks in the order in which they are to begin. */
    int[] ordered(int[] tasks) {
        return TaskOrder.of(options.order(), inputs, user, tasks);
    }

    TaskRunner runner(PayloadTarget target) {
        return new TaskRunner(encoded, TaskRunner.Options.of(options), inputs.size(), target, session);
    }

    /** The plan of a map whose results are saved. */
    TaskPlan plan(SaveOptions save) {
        Fingerprint fingerprint = new Fingerprint();
        inputs.fingerprint(fingerprint);
        String layout = save.layout().toString().toLowerCase(java.util.Locale.ROOT) + save.shape().map(shape -> " " + shape).orElse("")
                + save.frame().map(frame -> " " + frame.dataset() + " " + frame.dtype() + " " + Shape.format(frame.core()) + " in " + frame.file()).orElse("")
                + save.reduce().map(how -> " reduced by " + how).orElse("");
        FunctionIdentity stored = identity.stored(user);
        return new TaskPlan(options.name().orElseThrow(), stored.function(), stored.captured(), fingerprint.hex().substring(0, 16), inputs.size(), options.seed(),
                options.random(), layout);
    }
}
