package org.trialmap.app.map;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.app.cli.NumberText;
import org.trialmap.array.NdArray;
import org.trialmap.support.Utf8;

/**
 * The values of one {@code --over NAME=SPEC}. All values of a column have one type: {@link Long}, {@link Double} or {@link String}.
 *
 * @param name the NAME
 * @param values the values
 */
record Column(String name, Values values) {

    /** A sequence of values of one type; ranges are computed when asked, so that long ones take no memory. */
    sealed interface Values permits Texts, Range, Linspace {
        int size();

        /** {@code Long.class}, {@code Double.class} or {@code String.class}. */
        Class<?> type();

        /** The value for a function. */
        Object value(int index);

        /** The value for a program: as it was typed, or the shortest decimal that means the same number. */
        String text(int index);
    }

    /** Values that were typed or read from a file. */
    record Texts(List<String> texts, Class<?> type) implements Values {
        @Override
        public int size() {
            return texts.size();
        }

        @Override
        public Object value(int index) {
            String text = texts.get(index);
            if (type == Long.class) {
                return Long.valueOf(NumberText.plain(text.strip()));
            }
            return type == Double.class ? (Object) NumberText.toDouble(text.strip()) : text;
        }

        @Override
        public String text(int index) {
            return texts.get(index);
        }
    }

    /** start, start + step, ...: computed as decimal numbers, so that 0:1:0.1 is 0, 0.1, 0.2, 0.3, ... without rounding errors. */
    record Range(BigDecimal start, BigDecimal step, int size, Class<?> type) implements Values {
        private BigDecimal at(int index) {
            return start.add(step.multiply(BigDecimal.valueOf(index)));
        }

        @Override
        public Object value(int index) {
            return type == Long.class ? (Object) at(index).longValueExact() : Double.valueOf(at(index).toString());
        }

        @Override
        public String text(int index) {
            Object value = value(index);
            return value instanceof Double number ? NumberText.text(number) : value.toString();
        }
    }

    /** {@code size} numbers from {@code first} to {@code last}, both included; the same bits as numpy.linspace. */
    record Linspace(double first, double last, int size) implements Values {
        @Override
        public Class<?> type() {
            return Double.class;
        }

        private double at(int index) {
            if (index > 0 && index == size - 1) {
                return last;
            }
            double step = (last - first) / (size - 1);
            return index == 0 ? first : step == 0 ? index / (double) (size - 1) * (last - first) + first : index * step + first;
        }

        @Override
        public Object value(int index) {
            return at(index);
        }

        @Override
        public String text(int index) {
            return NumberText.text(at(index));
        }
    }

    int size() {
        return values.size();
    }

    /** As results keep them. What programs get as text is a number there only if the number says all of it: 007 is a text. */
    NdArray array(boolean asText) {
        IntStream all = IntStream.range(0, size());
        if (values.type() == Long.class && !(asText && IntStream.range(0, size()).anyMatch(i -> !values.text(i).equals(values.value(i).toString())))) {
            return NdArray.of(all.mapToLong(i -> (Long) values.value(i)).toArray(), size());
        }
        if (values.type() == Double.class) {
            return NdArray.of(all.mapToDouble(i -> (Double) values.value(i)).toArray(), size());
        }
        return NdArray.of(all.mapToObj(i -> Utf8.storable(values.text(i))).toArray(String[]::new), size());
    }
}
