package org.trialmap.app.exec;

import java.util.Arrays;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.store.ResultShape;

/** Numbers that a program has printed row by row, in the shape that was declared for them. */
final class PrintedShape {
    private PrintedShape() {}

    /** @param shape null = as they are */
    static Object of(Object printed, ResultShape shape) throws ProgramFailedException {
        if (shape == null || !(printed instanceof double[] numbers)) {
            return printed;
        }
        long[] core = shape.core();
        long known = Arrays.stream(core).filter(extent -> extent != ResultShape.VARYING).reduce(1, (a, b) -> a * b);
        boolean fits = shape.isVarying() ? known > 0 && numbers.length % known == 0 : numbers.length == known;
        if (!fits) {
            throw new ProgramFailedException("its stdout has " + numbers.length + (numbers.length == 1 ? " number" : " numbers") + ", where the declared result shape " + shape + " asks for "
                    + (shape.isVarying() ? "a multiple of " : "") + known + ". Print as many, row after row, or correct --shape.");
        }
        if (shape.isVarying()) {
            core[shape.varyingAxis()] = numbers.length / known;
        }
        return NdArray.of(numbers, Shape.toInt(core));
    }
}
