package org.trialmap.store;

import java.util.Objects;
import java.util.Optional;

/**
 * How results are saved. Immutable.
 *
 * @param layout of the container
 * @param shape declared common shape, for {@link Layout#STACKED} only; empty = inferred from the results
 * @param existing what happens to results of the same name
 * @param transport how stacked results reach the container
 * @param frame the form of a stacked container; empty = ours, with {@code result_0}
 * @param durability when results count as written
 */
public record SaveOptions(Layout layout, Optional<ResultShape> shape, Existing existing, Transport transport, Optional<Frame> frame,
        Durability durability) {

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
            Durability.DISK);

    public SaveOptions {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(durability, "durability");
        if (shape.isPresent() && (layout != Layout.STACKED || frame.isPresent())) {
            throw new IllegalArgumentException("A result shape (" + shape.get() + ") needs the stacked layout, the layout is "
                    + (frame.isPresent() ? "that of " + frame.get().file() : layout) + ".");
        }
        if (frame.isPresent() && layout != Layout.STACKED) {
            throw new IllegalArgumentException("The form of " + frame.get().file() + " is a stacked one, the layout is " + layout + ".");
        }
    }

    public SaveOptions withLayout(Layout value) {
        return new SaveOptions(value, shape, existing, transport, frame, durability);
    }

    /** Stacked, with a declared shape. */
    public SaveOptions withShape(ResultShape value) {
        return new SaveOptions(Layout.STACKED, Optional.of(value), existing, transport, Optional.empty(), durability);
    }

    public SaveOptions withExisting(Existing value) {
        return new SaveOptions(layout, shape, value, transport, frame, durability);
    }

    public SaveOptions withTransport(Transport value) {
        return new SaveOptions(layout, shape, existing, value, frame, durability);
    }

    /** Stacked, in that form. */
    public SaveOptions withFrame(Frame value) {
        return new SaveOptions(Layout.STACKED, Optional.empty(), existing, transport, Optional.of(value), durability);
    }

    public SaveOptions withDurability(Durability value) {
        return new SaveOptions(layout, shape, existing, transport, frame, value);
    }
}
