package org.trialmap.parallel.closure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.trialmap.parallel.Outcomes;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.Shared;
import org.trialmap.task.TaskFunction;

/** What cannot travel is refused by name, before anything starts. */
class SerializationCheckTest {
    private static final String CURES = " Make its class implement java.io.Serializable, copy what you need of it into a local variable first, or create it"
            + " inside the function; a large value that does serialize goes by share(value).";
    private static final String ME = SerializationCheckTest.class.getName();

    private final int factor = 3;

    static final class Amplifier {
        double gain = 2;
    }

    record Setup(String name, List<Object> parts) implements java.io.Serializable {}

    static final class Scaling implements TaskFunction<Integer, Integer> {
        private static final long serialVersionUID = 1;
        private final Object amplifier = new Amplifier();

        @Override
        public Integer apply(Integer x) {
            return amplifier == null ? 0 : x;
        }
    }

    private static String refusal(TaskFunction<Integer, ?> function) {
        return assertThrows(NotSerializableFunctionException.class, () -> ParallelMap.serial().range(2).collect(function)).getMessage().replaceAll("lambda\\$[\\w$]+", "LAMBDA");
    }

    @Test
    void namesTheCapturedVariable() {
        long before = 1;
        Amplifier amplifier = new Amplifier();
        assertEquals("The function " + ME + "::LAMBDA cannot be serialized: " + ME + "$Amplifier is not serializable: the captured variable 'amplifier' ("
                + ME + "$Amplifier) is the one." + CURES, refusal(x -> x * amplifier.gain + before));
    }

    @Test
    void namesTheFieldInsideACapturedVariable() {
        Setup setup = new Setup("rig", List.of("wire", new Amplifier()));
        assertEquals("The function " + ME + "::LAMBDA cannot be serialized: " + ME + "$Amplifier is not serializable: the captured variable 'setup' ("
                + ME + "$Setup), in its field parts[1] is the one." + CURES, refusal(x -> setup.name()));
    }

    @Test
    void namesTheEnclosingObject() {
        assertEquals("The function " + ME + "::LAMBDA cannot be serialized: " + ME + " is not serializable: the enclosing object 'this' (" + ME
                + ") is the one." + CURES, refusal(x -> x * this.hashCode() + factor));
    }

    @Test
    void namesTheFieldOfAFunctionObject() {
        assertEquals("The function " + ME + "$Scaling cannot be serialized: " + ME + "$Amplifier is not serializable: its field amplifier is the one." + CURES,
                refusal(new Scaling()));
    }

    @Test
    void namesTheInput() {
        NotSerializableFunctionException refusal = assertThrows(NotSerializableFunctionException.class,
                () -> ParallelMap.serial().over(List.<Object>of(new Setup("rig", List.of(new ReentrantLock(), new Amplifier())))).collect(x -> 1));
        assertEquals("Input 0 (" + "Setup[name=rig, parts=[" + refusal.getMessage().replaceAll("(?s).*parts=\\[(.*?)\\) of type.*", "$1") + ") of type " + ME
                + "$Setup cannot be serialized: " + ME + "$Amplifier is not serializable (through parts[1])." + CURES, refusal.getMessage());
    }

    @Test
    void namesTheTaskWhoseResultCannotTravel() {
        Outcomes<Object> outcomes = ParallelMap.serial().range(2).outcomes(i -> i == 1 ? new Amplifier() : i);
        assertEquals("The result of type " + ME + "$Amplifier cannot be serialized: " + ME + "$Amplifier is not serializable." + CURES,
                outcomes.get(1).failure().orElseThrow().message());
        assertEquals(0, outcomes.get(0).value());
    }

    @Test
    void handlesOfSharedValuesGoByTheFunctionOnly() {
        ParallelMap pmap = ParallelMap.serial();
        Shared<String> shared = pmap.share("big");
        NotSerializableFunctionException refusal = assertThrows(NotSerializableFunctionException.class, () -> pmap.over(List.of(shared)).collect(s -> s.value()));
        assertEquals(" cannot be serialized: it holds the handle of a shared value, which only the function may capture." + CURES,
                refusal.getMessage().replaceAll("(?s)^Input 0 .* of type org.trialmap.parallel.closure.SharedValue", ""));
    }
}
