package org.trialmap.store.run;

import java.io.Serializable;
import java.util.Optional;
import org.trialmap.array.DType;
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

    @Override
    public String toString() {
        return words;
    }
}
