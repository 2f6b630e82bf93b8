package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * A dataset that is put together from parts of others, mostly of other files (HDF5 File Format Specification, IV.A.2.i and III.E.2 "Virtual
 * Dataset"). A part that is missing is an error where it is read: the HDF5 library gives fill values for it. An axis of any length ends where the
 * longest part does.
 */
final class VirtualDataset {
    private static final int DEEPEST = 8;
    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0); // a virtual dataset may be a part of another

    private final Storage.Described whole;
    private final List<Part> parts;
    private final long[] shape;

    private record Part(String file, String dataset, SelectionMessage source, SelectionMessage target) {}

    private VirtualDataset(Storage.Described whole, List<Part> parts) throws IOException {
        this.whole = whole;
        this.parts = parts;
        this.shape = nested(() -> extents());
    }

    static VirtualDataset read(Storage.Described whole, ByteBuffer layout) throws IOException {
        long address = whole.file().offset(layout);
        if (address == HeaderMessages.UNDEFINED) {
            return new VirtualDataset(whole, List.of());
        }
        ByteBuffer block = new GlobalHeap(whole.file()).object(address, layout.getInt());
        FieldReader.requireChecksum(block.slice().order(block.order()), block.remaining() - 4, "list of its parts", address);
        int version = block.get();
        if (version != 0) {
            throw new IOException("the list of its parts has the unknown version " + version);
        }
        long count = whole.file().length(block);
        List<Part> parts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            String file = VariableStrings.decode(FieldReader.untilNul(block));
            String dataset = VariableStrings.decode(FieldReader.untilNul(block));
            Part part = new Part(plain(file), plain(dataset), SelectionMessage.read(block), SelectionMessage.read(block));
            if (part.target.axes() == null || part.target.axes().length > 0) {
                parts.add(part);
            }
        }
        return new VirtualDataset(whole, parts);
    }

    private static String plain(String name) throws IOException {
        if (name.replace("%%", "").contains("%b")) {
            throw new IOException("its parts are files that are counted by their names (%b), which is not supported");
        }
        return name.replace("%%", "%");
    }

    StoredSpace space() {
        return new StoredSpace(whole.space().isNull(), shape, whole.space().most());
    }

    /** The only axis along which part i lies at index i, and as many parts as that axis is long; -1 if there is none. */
    int axis() {
        int found = -1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (parts.size() == shape[axis] && isCounted(axis)) {
                if (found >= 0) {
                    return -1;
                }
                found = axis;
            }
        }
        return found;
    }

    private boolean isCounted(int axis) {
        for (int i = 0; i < parts.size(); i++) {
            SelectionMessage.Axis[] axes = parts.get(i).target.axes();
            if (axes == null || axes[axis].isEndless()) {
                return false;
            }
            AxisSelection one = axes[axis].first(0);
            if (one.count() != 1 || one.at(0) != i) {
                return false;
            }
        }
        return true;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T nested(Reading<T> reading) throws IOException {
        if (DEPTH.get() == DEEPEST) {
            throw new IOException("its parts are virtual datasets in more than " + DEEPEST + " levels, or it is a part of itself");
        }
        DEPTH.set(DEPTH.get() + 1);
        try {
            return reading.read();
        } finally {
            DEPTH.set(DEPTH.get() - 1);
        }
    }

    private long[] extents() throws IOException {
        long[] said = whole.space().shape();
        long[] found = new long[said.length];
        Arrays.fill(found, -1);
        for (Part part : parts) {
            if (part.target.isEndless()) {
                AxisSelection[] target = sides(part, source(part).shape(), said)[1];
                for (int axis = 0; axis < said.length; axis++) {
                    if (part.target.axes()[axis].isEndless()) {
                        found[axis] = Math.max(found[axis], end(target[axis]));
                    }
                }
            }
        }
        for (Part part : parts) {
            for (int axis = 0; axis < said.length && part.target.axes() != null; axis++) {
                SelectionMessage.Axis one = part.target.axes()[axis];
                found[axis] = found[axis] < 0 || one.isEndless() ? found[axis] : Math.max(found[axis], end(one.first(0)));
            }
        }
        for (int axis = 0; axis < said.length; axis++) {
            found[axis] = found[axis] < 0 ? said[axis] : found[axis];
        }
        return found;
    }

    private static long end(AxisSelection selection) {
        return selection.count() == 0 ? 0 : selection.at(selection.count() - 1) + 1;
    }

    /** What a part takes and where it puts it, along each axis; without ends where the part ends. */
    private AxisSelection[][] sides(Part part, long[] sourceShape, long[] targetShape) throws IOException {
        long most = -1;
        SelectionMessage.Axis[] source = part.source.axes();
        for (int axis = 0; source != null && axis < source.length; axis++) {
            most = source[axis].isEndless() ? source[axis].within(sourceShape[axis]) : most;
        }
        if (part.target.isEndless() && most < 0) {
            throw new IOException("a part of it has an end, but its place has none");
        }
        return new AxisSelection[][] {side(part.source, sourceShape, most), side(part.target, targetShape, most)};
    }

    private static AxisSelection[] side(SelectionMessage selection, long[] shape, long most) {
        AxisSelection[] side = new AxisSelection[shape.length];
        if (selection.axes() != null && selection.axes().length != shape.length) {
            throw new IllegalStateException("a part of it has " + selection.axes().length + " axes, its dataset " + shape.length);
        }
        for (int axis = 0; axis < side.length; axis++) {
            side[axis] = selection.axes() == null ? AxisSelection.range(0, shape[axis]) : selection.axes()[axis].first(most);
        }
        return side;
    }

    private StoredDataset source(Part part) throws IOException {
        OpenFile here = whole.file();
        Path path = part.file.equals(".") ? here.path : Navigator.locate(here.path, part.file);
        String where = "dataset '" + part.dataset + "' of '" + path + "'";
        if (!Files.exists(path)) {
            throw new Hdf5Exception("Cannot read " + whole.where() + ": it is put together from other files, and '" + path + "' is missing."
                    + " Restore it, or move all of them together with the file that names them.");
        }
        OpenFile file = part.file.equals(".") ? here : here.navigator.open(path);
        try {
            Navigator.Place place = here.navigator.find(file, part.dataset);
            if (place.object().isDataset()) {
                return place.object().dataset(where);
            }
        } catch (Navigator.NotFound e) {
            throw new Hdf5Exception("Cannot read " + whole.where() + ": it is put together from other datasets, and " + where + " is missing."
                    + " Restore it.", e);
        }
        throw new Hdf5Exception("Cannot read " + whole.where() + ": it is put together from other datasets, and " + where + " is none.");
    }

    /** The region's elements as a flat array, row-major. */
    Object read(Region region) throws IOException {
        Object flat = whole.type().newArray(Math.toIntExact(region.size()));
        if (flat instanceof String[] texts) {
            Arrays.fill(texts, "");
        }
        for (int i = 0; whole.fill() != null && !whole.type().isText() && i < region.size(); i++) {
            whole.type().decode(whole.fill().duplicate(), flat, i, 1);
        }
        for (Part part : parts) {
            nested(() -> {
                read(part, region, flat);
                return null;
            });
        }
        return flat;
    }

    private void read(Part part, Region region, Object flat) throws IOException {
        AxisSelection[] target = part.target.isEndless() ? null : side(part.target, shape, -1);
        if (target != null && misses(target, region)) {
            return; // without a look at the other file
        }
        StoredDataset dataset = source(part);
        AxisSelection[][] sides = sides(part, dataset.shape(), shape);
        if (misses(sides[1], region)) {
            return;
        }
        if (dataset.type().dtype() != whole.type().dtype()) {
            throw new Hdf5Exception("Cannot read " + whole.where() + ", which is of " + whole.type().dtype() + ": its part '" + part.dataset + "' of '"
                    + dataset.file().path + "' is of " + dataset.type().dtype() + ". Write it again with one type.");
        }
        if (count(sides[0]) != count(sides[1]) || !fits(sides[0], dataset.shape())) {
            throw new Hdf5Exception("Cannot read " + whole.where() + ": its part '" + part.dataset + "' of '" + dataset.file().path + "' has shape "
                    + Shape.format(dataset.shape()) + ", but " + count(sides[1]) + " elements are to be taken of another. Restore that file.");
        }
        PartCopy copy = PartCopy.of(sides[0], sides[1], region);
        NdArray values = ElementReader.dataset(dataset, copy.source(), "dataset '" + part.dataset + "' of '" + dataset.file().path + "'", null);
        copy.copy(values.data(), flat, whole.type().dtype().width());
    }

    private static long count(AxisSelection[] side) {
        return Arrays.stream(side).mapToLong(AxisSelection::count).reduce(1, Math::multiplyExact);
    }

    private static boolean fits(AxisSelection[] side, long[] shape) {
        boolean fits = side.length == shape.length;
        for (int axis = 0; fits && axis < shape.length; axis++) {
            fits = end(side[axis]) <= shape[axis];
        }
        return fits;
    }

    private static boolean misses(AxisSelection[] target, Region region) {
        for (int axis = 0; axis < target.length; axis++) {
            long from = region.offset()[axis];
            if (target[axis].below(from) == target[axis].below(from + region.extent()[axis])) {
                return true;
            }
        }
        return false;
    }
}
