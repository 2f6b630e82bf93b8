package org.trialmap.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.trialmap.array.DType;
import org.trialmap.store.ResultShape;
import org.trialmap.support.Suggestions;
import org.trialmap.task.Reducer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What --shape, --result-dtype and --reduce mean. */
final class ShapeConverters {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,15}");

    private ShapeConverters() {}

    /** {@code 264,264,*}, of float64. */
    static final class Axes implements ITypeConverter<ResultShape> {
        @Override
        public ResultShape convert(String text) {
            long[] axes = Arrays.stream(text.split(",", -1)).map(String::strip).mapToLong(axis -> axis(text, axis)).toArray();
            try {
                return new ResultShape(DType.FLOAT64, axes);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        private static long axis(String text, String axis) {
            if (!axis.equals("*") && !axis.equals("inf") && !LENGTH.matcher(axis).matches()) {
                throw new TypeConversionException(
                        QuotedText.of(text) + " is not a result shape because of " + QuotedText.of(axis) + ": it has lengths, * for the axis of the tasks and inf for a length"
                                + " that differs, with commas between, as 264,264,* or *,inf.");
            }
            return axis.equals("*") ? ResultShape.UNKNOWN : axis.equals("inf") ? ResultShape.VARYING : Long.parseLong(axis);
        }
    }

    static final class Reducers implements ITypeConverter<Reducer> {
        @Override
        public Reducer convert(String text) {
            return Converters.of(Reducer.class, text);
        }
    }

    /** Types of numbers and truth values. */
    static final class Types implements ITypeConverter<DType> {
        @Override
        public DType convert(String text) {
            List<DType> types = Arrays.stream(DType.values()).filter(type -> type != DType.STRING).toList();
            List<String> words = types.stream().map(DType::toString).toList();
            if (!words.contains(text)) {
                throw new TypeConversionException(QuotedText.of(text) + " is not one of " + String.join(", ", words) + "." + Suggestions.of(text, words));
            }
            return types.get(words.indexOf(text));
        }
    }
}
