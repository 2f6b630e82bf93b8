package org.trialmap.store.run;

import java.io.Serializable;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;

/**
 * What the result of every task must be, where that is known before any has run.
 *
 * @param dtype element type
 * @param core what all results have in common, see {@link org.trialmap.task.Stacking}
 * @param words for messages
 */
record DeclaredShape(DType dtype, long[] core, String words) implements Serializable {
    static Optional<DeclaredShape> of(SaveOptions save) {
        return save.frame().map(frame -> new DeclaredShape(frame.dtype(), frame.core(), "of '" + frame.dataset() + "'"))
                .or(() -> save.shape().map(shape -> new DeclaredShape(shape.dtype(), shape.core(), shape.toString())));
    }

    PayloadCommit.Value value() {
        return new PayloadCommit.Value("", dtype, core);
    }

    /** Whether one axis of the results has a length that differs from task to task. */
    boolean isVarying() {
        return ResultShape.varyingAxis(core) >= 0;
    }

    /** A nested array without rows, as {@code new double[0][2]}, does not know how long they would be; where their number may differ it has none. */
    boolean fits(PayloadCommit.Value value) {
        long[] extents = value.core();
        boolean alike = value.dtype() == dtype && extents.length == core.length;
        boolean empty = alike && IntStream.range(0, core.length).anyMatch(axis -> core[axis] == ResultShape.VARYING && extents[axis] == 0);
        return alike && IntStream.range(0, core.length).allMatch(axis -> core[axis] == ResultShape.VARYING || core[axis] == extents[axis] || empty && extents[axis] == 0);
    }

    /** For example {@code float64 (264, inf)}. */
    String expected() {
        return dtype + " " + Shape.format(core).replace(Long.toString(ResultShape.VARYING), "inf");
    }

    @Override
    public String toString() {
        return words;
    }
}
