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
 */
public record SaveOptions(Layout layout, Optional<ResultShape> shape, Existing existing, Transport transport) {

    /** How the bytes of stacked results reach the container. */
    public enum Transport {
        /** {@link #IN_PLACE} where shape and dtype are declared and the folder is on no network file system of type nfs; else {@link #GATHER}. */
        AUTO,
        /** Every executor writes its part of the container itself, without locks. */
        IN_PLACE,
        /** Executors write payload files, the driver copies them into the container. */
        GATHER
    }

    public static final SaveOptions DEFAULTS = new SaveOptions(Layout.LINKED, Optional.empty(), Existing.REFUSE, Transport.AUTO);

    public SaveOptions {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(transport, "transport");
        if (shape.isPresent() && layout != Layout.STACKED) {
            throw new IllegalArgumentException("A result shape (" + shape.get() + ") goes with the stacked layout only, the layout is " + layout + ".");
        }
    }

    public SaveOptions withLayout(Layout value) {
        return new SaveOptions(value, shape, existing, transport);
    }

    /** Stacked, with a declared shape. */
    public SaveOptions withShape(ResultShape value) {
        return new SaveOptions(Layout.STACKED, Optional.of(value), existing, transport);
    }

    public SaveOptions withExisting(Existing value) {
        return new SaveOptions(layout, shape, value, transport);
    }

    public SaveOptions withTransport(Transport value) {
        return new SaveOptions(layout, shape, existing, value);
    }
}
