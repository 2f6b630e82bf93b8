package org.trialmap.store;

import java.util.Objects;
import java.util.Optional;
import org.trialmap.task.Reducer;

/**
 * How results are saved. Immutable.
 *
 * @param layout of the container
 * @param shape declared common shape, for {@link Layout#STACKED} only; empty = inferred from the results
 * @param existing what happens to results of the same name
 * @param transport how stacked results reach the container
 * @param frame the form of a stacked container; empty = ours, with {@code result_0}
 * @param durability when results count as written
 * @param reduce what one result is made of those of all tasks, for {@link Layout#SINGLE} only; empty = each task's is kept
 */
public record SaveOptions(Layout layout, Optional<ResultShape> shape, Existing existing, Transport transport, Optional<Frame> frame,
        Durability durability, Optional<Reducer> reduce) {

    /** How the bytes of stacked results reach the container. */
    public enum Transport {
        /** {@link #IN_PLACE} where shape and dtype are declared and the folder is on no network file system of type nfs; else {@link #GATHER}. */
        AUTO,
        /** Every executor writes its part of the container itself, without locks. */
        IN_PLACE,
        /** Executors write payload files, the driver copies them into the container. */
        GATHER
    }

    public static final SaveOptions DEFAULTS = new SaveOptions(Layout.LINKED, Optional.empty(), Existing.REFUSE, Transport.AUTO, Optional.empty(),
            Durability.DISK, Optional.empty());

    public SaveOptions {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(durability, "durability");
        if (shape.isPresent() && (layout != Layout.STACKED || frame.isPresent())) {
            throw new IllegalArgumentException("A result shape (" + shape.get() + ") needs the stacked layout, the layout is "
                    + (frame.isPresent() ? "that of " + frame.get().file() : layout) + ".");
        }
        if (reduce.isPresent() && layout != Layout.SINGLE) {
            throw new IllegalArgumentException("One result of all tasks (reduced by " + reduce.get() + ") needs the single layout, the layout is " + layout + ".");
        }
        if (frame.isPresent() && layout != Layout.STACKED) {
            throw new IllegalArgumentException("The form of " + frame.get().file() + " is a stacked one, the layout is " + layout + ".");
        }
    }

    public SaveOptions withLayout(Layout value) {
        return new SaveOptions(value, shape, existing, transport, frame, durability, reduce);
    }

    /** Stacked, with a declared shape. */
    public SaveOptions withShape(ResultShape value) {
        return new SaveOptions(Layout.STACKED, Optional.of(value), existing, transport, Optional.empty(), durability, Optional.empty());
    }

    public SaveOptions withExisting(Existing value) {
        return new SaveOptions(layout, shape, value, transport, frame, durability, reduce);
    }

    public SaveOptions withTransport(Transport value) {
        return new SaveOptions(layout, shape, existing, value, frame, durability, reduce);
    }

    /** Stacked, in that form. */
    public SaveOptions withFrame(Frame value) {
        return new SaveOptions(Layout.STACKED, Optional.empty(), existing, transport, Optional.of(value), durability, Optional.empty());
    }

    public SaveOptions withDurability(Durability value) {
        return new SaveOptions(layout, shape, existing, transport, frame, value, reduce);
    }

    /**
     * One result of all tasks, made when the last of them has ended, in the order of the tasks. Until then each task's result is kept, so that a run can be resumed; if a task fails nothing
     * is made of the others, whatever {@code onError} says.
     */
    public SaveOptions withReduce(Reducer value) {
        return new SaveOptions(Layout.SINGLE, Optional.empty(), existing, transport, Optional.empty(), durability, Optional.of(value));
    }
}
