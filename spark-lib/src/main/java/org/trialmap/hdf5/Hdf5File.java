package org.trialmap.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.format.NaturalOrder;
import org.trialmap.hdf5.format.RegionWriter;

/**
 * An HDF5 file that is open for reading. Paths are absolute ({@code /comp_3/result_0}); a missing leading slash is forgiven. Soft and external
 * links are followed, the latter relative to the folder of the file that holds them; of the files that links lead to 64 are kept open at a time. May be
 * used by many threads at once.
 *
 * <p>Types become those of {@link DType} without loss, or are refused: uint8, uint16, uint32 are read as int16, int32, int64; float16 as float32;
 * uint64 and compounds other than h5py's complex numbers are refused; either byte order. Fixed and variable strings become {@link DType#STRING};
 * bytes that are not UTF-8 are read as Latin-1, which the log says once. Virtual datasets are put together from the files that they name; one that
 * is missing is an error. What cannot be read rightly is refused when the dataset is opened. Checksums (of headers, indexes and, where the filter
 * fletcher32 was used, of values) are verified. Of contiguous datasets a region costs its own bytes.
 */
public final class Hdf5File implements Closeable {
    private final Navigator navigator;
    private final OpenFile main;

    private Hdf5File(Navigator navigator) {
        this.navigator = navigator;
        this.main = navigator.main();
    }

    /**
     * Opens a file.
     *
     * @throws Hdf5Exception if it is missing, a folder, empty, not HDF5, or shorter than its header says
     */
    public static Hdf5File open(Path file) throws IOException {
        return new Hdf5File(new Navigator(InputPath.of(file).toAbsolutePath().normalize(), false));
    }

    /** As {@link #open}, for a file whose writer is not known for certain: neither links nor virtual datasets lead to other files. */
    public static Hdf5File openAlone(Path file) throws IOException {
        return new Hdf5File(new Navigator(file.toAbsolutePath().normalize(), true));
    }

    public Path file() {
        return main.path;
    }

    /** The file's path. */
    @Override
    public String toString() {
        return main.path.toString();
    }

    /** Whether there is an object at that path; false for a link whose target is missing. */
    public boolean exists(String path) throws IOException {
        return place(path).isPresent();
    }

    public boolean isGroup(String path) throws IOException {
        return place(path).filter(place -> place.object().isGroup()).isPresent();
    }

    public boolean isDataset(String path) throws IOException {
        return place(path).filter(place -> place.object().isDataset()).isPresent();
    }

    private Optional<Navigator.Place> place(String path) throws IOException {
        try {
            return Optional.of(navigator.find(main, path));
        } catch (Navigator.NotFound e) {
            return Optional.empty();
        }
    }

    /** Names in a group, links with missing targets included, in natural order: {@code comp_2} before {@code comp_10}. */
    public List<String> names(String groupPath) throws IOException {
        Navigator.Place place = find(groupPath, "group");
        if (!place.object().isGroup()) {
            throw new Hdf5Exception("'" + groupPath + "' of '" + main.path + "' is a dataset, not a group. Name a group.");
        }
        return new ArrayList<>(GroupListing.sorted(place));
    }

    /**
     * The dataset at that path.
     *
     * @throws Hdf5Exception if there is none: the text lists what is there; or if its values cannot be read, by their type, a filter or where they
     *     are
     */
    public Dataset dataset(String path) throws IOException {
        Navigator.Place place = find(path, "dataset");
        if (place.object().isGroup()) {
            throw new Hdf5Exception("'" + path + "' of '" + main.path + "' is a group, not a dataset. It holds: " + GroupListing.listing(place) + ".");
        }
        if (!place.object().isDataset()) {
            throw new Hdf5Exception("'" + path + "' of '" + main.path + "' is not a dataset but a type or something else. Name a dataset.");
        }
        String where = "dataset '" + path + "' of '" + place.file().path + "'";
        try {
            return new Dataset(path, place, place.object().dataset(where), where);
        } catch (IOException | RuntimeException e) {
            throw ElementReader.unreadable("read " + where, place.file(), e);
        }
    }

    /**
     * Names of the objects that a dataset of object references leads to, in row-major order. Each may be given where a path is, also with the name of something in it
     * behind: {@code @2048/label}.
     *
     * @throws Hdf5Exception if there is no such dataset, or a reference leads nowhere
     */
    public List<String> references(String path) throws IOException {
        Navigator.Place place = find(path, "dataset");
        String where = "dataset '" + path + "' of '" + main.path + "'";
        if (!place.object().isDataset() || place.file() != main) {
            throw new Hdf5Exception("Cannot read " + where + " as references: it is " + (place.file() == main ? "not a dataset" : "in another file") + ". Name a dataset of references.");
        }
        try {
            StoredDataset stored = place.object().references(where);
            NdArray addresses = ElementReader.dataset(stored, Region.all(stored.shape()), where, null);
            List<String> names = new ArrayList<>();
            for (long address : (long[]) addresses.data()) {
                if (address <= 0) {
                    throw new Hdf5Exception("Cannot read " + where + ": reference " + names.size() + " leads nowhere. The file is damaged, or was not finished. Write it again.");
                }
                names.add(Navigator.referenced(address));
            }
            return names;
        } catch (IOException | RuntimeException e) {
            throw ElementReader.unreadable("read " + where, place.file(), e);
        }
    }

    /** The value of an attribute, or nothing if the object has none of that name. */
    public Optional<NdArray> attribute(String objectPath, String name) throws IOException {
        return attribute(find(objectPath, "object"), objectPath, name);
    }

    /** All attributes of an object whose type is readable, by name in natural order. Others are named by {@link #attributeNames}. */
    public Map<String, NdArray> attributes(String objectPath) throws IOException {
        Navigator.Place place = find(objectPath, "object");
        Map<String, NdArray> all = new LinkedHashMap<>();
        for (String name : attributeNames(place)) {
            try {
                all.put(name, attribute(place, objectPath, name).orElseThrow());
            } catch (Hdf5Exception e) {
                continue; // documented: of a type that cannot be read
            }
        }
        return all;
    }

    /** Names of all attributes of an object, readable or not, in natural order. */
    public List<String> attributeNames(String objectPath) throws IOException {
        return attributeNames(find(objectPath, "object"));
    }

    private static List<String> attributeNames(Navigator.Place place) throws IOException {
        return stored(place).keySet().stream().sorted(NaturalOrder.INSTANCE).toList();
    }

    private static Map<String, StoredAttribute> stored(Navigator.Place place) throws IOException {
        String where = "'" + place.path() + "' in '" + place.file().path + "'";
        try {
            return place.object().attributes(where);
        } catch (IOException | RuntimeException e) {
            throw ElementReader.unreadable("list the attributes of " + where, place.file(), e);
        }
    }

    private static Optional<NdArray> attribute(Navigator.Place place, String path, String name) throws IOException {
        StoredAttribute attribute = stored(place).get(name);
        if (attribute == null) {
            return Optional.empty();
        }
        String where = "attribute '" + name + "' of '" + path + "' in '" + place.file().path + "'";
        try {
            return Optional.of(attribute.read(where));
        } catch (IOException | RuntimeException e) {
            throw ElementReader.unreadable("read " + where, place.file(), e);
        }
    }

    private Navigator.Place find(String path, String kind) throws IOException {
        try {
            return navigator.find(main, path);
        } catch (Navigator.NotFound e) {
            String start = "There is no " + kind + " '" + path + "' in '" + main.path + "'";
            if (e.getMessage() != null) {
                throw new Hdf5Exception(start + ": " + e.getMessage() + ".");
            }
            throw new Hdf5Exception(start + ": " + GroupListing.text(e.group, e.missing));
        }
    }

    /** A dataset of an open file. */
    public static final class Dataset {
        private final String path;
        private final Navigator.Place place;
        private final StoredDataset stored;
        private final String where;

        private Dataset(String path, Navigator.Place place, StoredDataset stored, String where) {
            this.path = path;
            this.place = place;
            this.stored = stored;
            this.where = where;
        }

        /** The path by which it was asked for. */
        public String path() {
            return path;
        }

        /** The file that it lies in: another than the one opened if an external link leads here. */
        public Path file() {
            return place.file().path;
        }

        /** The type that reading gives. */
        public DType dtype() {
            return stored.type().dtype();
        }

        /** Extents of all axes; empty for a scalar. An axis of a virtual dataset that may grow has the length that its parts have by now. */
        public long[] shape() {
            return stored.shape();
        }

        /** Whether the elements follow each other in the file without filters, so that a region costs only its own bytes. */
        public boolean isContiguous() {
            return stored.storage() instanceof Storage.Contiguous;
        }

        /** Extents of a chunk, or nothing if the dataset is not chunked. Reading along chunks saves unpacking them twice. */
        public Optional<int[]> chunkShape() {
            return stored.storage() instanceof Storage.Chunked chunked ? Optional.of(chunked.index().chunk()) : Optional.empty();
        }

        /** File offset of the first element of a contiguous dataset, as {@link RegionWriter} takes it; nothing if there is no such place (yet). */
        public OptionalLong address() {
            long address = stored.storage() instanceof Storage.Contiguous contiguous ? contiguous.address() : -1;
            return address < 0 ? OptionalLong.empty() : OptionalLong.of(address + place.file().base);
        }

        /** The axis of a virtual dataset along which its parts follow each other, one index each; -1 if there is none. */
        public int axisOfParts() {
            return stored.storage() instanceof Storage.Virtual virtual ? virtual.parts().axis() : -1;
        }

        /** All elements. */
        public NdArray read() throws IOException {
            return read(Region.all(shape()));
        }

        /**
         * The elements of a region, in an array of the region's extents.
         *
         * @throws IllegalArgumentException if the region is not inside the dataset
         */
        public NdArray read(Region region) throws IOException {
            return read(region, null);
        }

        /**
         * As {@link #read(Region)}, in the memory of an array that is not needed any more, where its dtype and size fit.
         *
         * @param spare may be null
         */
        public NdArray read(Region region, NdArray spare) throws IOException {
            long[] shape = shape();
            if (!region.fits(shape)) {
                throw new IllegalArgumentException(region + " lies outside " + where + ", which has shape " + Shape.format(shape) + ".");
            }
            try {
                return ElementReader.dataset(stored, region, where, spare);
            } catch (IllegalArgumentException | Hdf5Exception e) {
                throw e;
            } catch (RuntimeException | IOException e) {
                throw ElementReader.unreadable("read " + where, place.file(), e);
            }
        }

        public Optional<NdArray> attribute(String name) throws IOException {
            return Hdf5File.attribute(place, path, name);
        }
    }

    /** Closes this file and all that links led to. */
    @Override
    public void close() throws IOException {
        navigator.close();
    }
}
