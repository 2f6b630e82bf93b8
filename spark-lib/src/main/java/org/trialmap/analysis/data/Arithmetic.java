package org.trialmap.analysis.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.average.Components;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.DType;
import org.trialmap.trial.TrialChunks;

/**
 * Each value of the trials and a number, or the value at the same place of other trials: FieldTrip's {@code ft_math}. Recordings or spectra; the other trials have the same channels (tapers,
 * frequencies), times and samplerate. If there is one of them only, it is taken for every trial. The result is of the data's class: float32, or float64 where one of both needs it; complex if one of
 * them is. Computed in double.
 *
 * @param operation what is computed
 * @param number the other value, if there are no other trials
 * @param others the other trials
 */
public record Arithmetic(Operation operation, double number, Optional<TrialChunks> others) implements TrialMethod {
    /** The operations, of a value x and the other value y. */
    public enum Operation {
        /** {@code x + y}. */
        ADD,
        /** {@code x - y}. */
        SUBTRACT,
        /** {@code x * y}. */
        MULTIPLY,
        /** {@code x / y}. */
        DIVIDE;

        /** This by a number. */
        public Arithmetic by(double number) {
            return new Arithmetic(this, number, Optional.empty());
        }

        /** This with other trials. */
        public Arithmetic with(TrialChunks others) {
            return new Arithmetic(this, 0, Optional.of(others));
        }

        /** As in FieldTrip and on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if the number is not finite, or it is divided by 0 */
    public Arithmetic {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(others, "others");
        if (others.isEmpty() && (!Double.isFinite(number) || operation == Operation.DIVIDE && number == 0)) {
            throw new IllegalArgumentException("The operation " + operation + " with the number " + number + " was asked for, which gives no numbers. Give another one.");
        }
    }

    @Override
    public String command() {
        return "math";
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("math/" + operation);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("operation", operation.toString());
        options.put("operand", others.<Object>map(Arithmetic::description).orElse(number));
        return options;
    }

    private static Map<String, Object> description(TrialChunks trials) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("input", trials.recording().identity().toString());
        description.put("trials", trials.trials());
        description.put("latency", trials.latencySeconds().orElse(null));
        return description;
    }

    @Override
    public List<Path> moreInputs() {
        return others.map(trials -> List.of(trials.recording().path())).orElse(List.of());
    }

    @Override
    public boolean takesSpectra() {
        return true;
    }

    @Override
    public boolean isLight() {
        return true;
    }

    /** Sums keep the unit; products and quotients have that of both. Of numbers, which have none, the data's own. */
    @Override
    public Optional<String> unit(TrialChunks trials) {
        Optional<String> own = Units.same(trials);
        Optional<String> other = others.flatMap(Units::same);
        if (other.isEmpty() || own.isEmpty()) {
            return others.isEmpty() ? own : Optional.empty();
        }
        boolean same = own.equals(other);
        UnaryOperator<String> factor = unit -> Units.squared(unit).replaceFirst("\\^2$", "");
        return switch (operation) {
            case ADD, SUBTRACT -> own;
            case MULTIPLY -> own.map(unit -> same ? Units.squared(unit) : factor.apply(unit) + "*" + factor.apply(other.get()));
            case DIVIDE -> same ? Optional.empty() : own.map(unit -> factor.apply(unit) + "/" + factor.apply(other.get()));
        };
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        others.ifPresent(other -> new SamePlaces(this, trials, other).require());
        return ResultForm.asGiven(trials, dtype(trials));
    }

    private DType dtype(TrialChunks trials) {
        DType one = trials.recording().dtype();
        DType two = others.map(other -> other.recording().dtype()).orElse(one);
        boolean complex = one.isComplex() || two.isComplex();
        boolean isDouble = isDouble(one) || isDouble(two);
        return complex ? isDouble ? DType.COMPLEX128 : DType.COMPLEX64 : isDouble ? DType.FLOAT64 : DType.FLOAT32;
    }

    private static boolean isDouble(DType given) {
        DType result = Components.same(given);
        return result == DType.FLOAT64 || result == DType.COMPLEX128;
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        return new ArithmeticFunction(operation, number, others.map(other -> Operand.of(trials, other)).orElse(null), dtype(trials));
    }
}
