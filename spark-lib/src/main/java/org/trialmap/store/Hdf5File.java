package org.trialmap.store;

import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.LinkOption;
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

/**
 * An HDF5 file that is open for reading. Paths are absolute ({@code /comp_3/result_0}); a missing leading slash is forgiven. Soft and external
 * links are followed, the latter relative to the folder of the file that holds them; of the files that links lead to 64 are kept open at a time. May be
 * used by many threads at once.
 *
 * <p>Types become those of {@link DType} without loss, or are refused: uint8, uint16, uint32 are read as int16, int32, int64; float16 as float32;
 * uint64 and compounds other than h5py's complex numbers are refused; either byte order. Fixed and variable strings become {@link DType#STRING}.
 * jHDF reads everything but contiguous numbers, which are read by position: a region costs its own bytes.
 */
public final class Hdf5File implements Closeable {
    private final OpenFile main;
    private final Navigator navigator;

    private Hdf5File(OpenFile main, boolean alone) {
        this.main = main;
        this.navigator = new Navigator(main, alone);
    }

    /**
     * Opens a file.
     *
     * @throws Hdf5Exception if it is missing, a folder, empty, not HDF5, or shorter than its header says
     */
    public static Hdf5File open(Path file) throws IOException {
        return new Hdf5File(OpenFile.open(file.toAbsolutePath().normalize(), new OpenChannels(1)), false);
    }

    /** As {@link #open}, for a file whose writer is not known for certain: neither symbolic links nor external links lead to other files. */
    static Hdf5File openAlone(Path file) throws IOException {
        OwnFiles.isFile(file);
        return new Hdf5File(OpenFile.open(file.toAbsolutePath().normalize(), new OpenChannels(1), LinkOption.NOFOLLOW_LINKS), true);
    }

    public Path file() {
        return main.path;
    }

    /** Whether there is an object at that path; false for a link whose target is missing. */
    public boolean exists(String path) throws IOException {
        return node(path).isPresent();
    }

    public boolean isGroup(String path) throws IOException {
        return node(path).filter(Group.class::isInstance).isPresent();
    }

    public boolean isDataset(String path) throws IOException {
        return node(path).filter(io.jhdf.api.Dataset.class::isInstance).isPresent();
    }

    private Optional<Node> node(String path) throws IOException {
        try {
            return Optional.of(navigator.find(path).node());
        } catch (Navigator.NotFound e) {
            return Optional.empty();
        }
    }

    /** Names in a group, links with missing targets included, in natural order: {@code comp_2} before {@code comp_10}. */
    public List<String> names(String groupPath) throws IOException {
        Navigator.Place place = find(groupPath, "group");
        if (!(place.node() instanceof Group group)) {
            throw new Hdf5Exception("'" + groupPath + "' of '" + main.path + "' is a dataset, no group. Name a group.");
        }
        List<String> names = new ArrayList<>(Navigator.children(place.file(), group).keySet());
        names.sort(NaturalOrder.INSTANCE);
        return names;
    }

    /**
     * The dataset at that path.
     *
     * @throws Hdf5Exception if there is none; the text lists what is there
     */
    public Dataset dataset(String path) throws IOException {
        Navigator.Place place = find(path, "dataset");
        if (!(place.node() instanceof DatasetBase dataset)) {
            throw new Hdf5Exception("'" + path + "' of '" + main.path + "' is a group, no dataset. It holds: " + listing(place) + ".");
        }
        return new Dataset(path, place.file(), dataset);
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

    /** Names of all attributes of an object, readable or not, in natural order; jHDF strips white space around them. */
    public List<String> attributeNames(String objectPath) throws IOException {
        return attributeNames(find(objectPath, "object"));
    }

    private static List<String> attributeNames(Navigator.Place place) throws IOException {
        try {
            return place.node().getAttributes().keySet().stream().sorted(NaturalOrder.INSTANCE).toList();
        } catch (RuntimeException e) {
            throw Values.unreadable("list the attributes of '" + place.node().getPath() + "' in '" + place.file().path + "'", place.file(), e);
        }
    }

    private static Optional<NdArray> attribute(Navigator.Place place, String path, String name) throws IOException {
        String where = "attribute '" + name + "' of '" + path + "' in '" + place.file().path + "'";
        try {
            Attribute attribute = place.node().getAttributes().get(name);
            return attribute == null ? Optional.empty() : Optional.of(Values.attribute(attribute, where));
        } catch (RuntimeException e) {
            throw Values.unreadable("read " + where, place.file(), e);
        }
    }

    private Navigator.Place find(String path, String kind) throws IOException {
        try {
            return navigator.find(path);
        } catch (Navigator.NotFound e) {
            String start = "There is no " + kind + " '" + path + "' in '" + main.path + "'";
            if (e.getMessage() != null) {
                throw new Hdf5Exception(start + ": " + e.getMessage() + ".");
            }
            throw new Hdf5Exception(start + ": " + GroupListing.text(e.group, e.missing));
        }
    }

    private static String listing(Navigator.Place place) {
        return GroupListing.listing((Group) place.node());
    }

    /** A dataset of an open file. */
    public static final class Dataset {
        private final String path;
        private final OpenFile file;
        private final DatasetBase dataset;
        private final String where;

        private Dataset(String path, OpenFile file, DatasetBase dataset) {
            this.path = path;
            this.file = file;
            this.dataset = dataset;
            this.where = "dataset '" + path + "' of '" + file.path + "'";
        }

        /** The path by which it was asked for. */
        public String path() {
            return path;
        }

        /** The file that it lies in: another than the one opened if an external link leads here. */
        public Path file() {
            return file.path;
        }

        /** The type that reading gives. */
        public DType dtype() throws IOException {
            return StoredType.of(dataset.getDataType(), where).dtype();
        }

        /** Extents of all axes; empty for a scalar. */
        public long[] shape() {
            return dataset.getDimensionsAsLong().clone();
        }

        /** Whether the elements follow each other in the file without filters, so that a region costs only its own bytes. */
        public boolean isContiguous() {
            return dataset instanceof ContiguousDataset;
        }

        /** Extents of a chunk, or nothing if the dataset is not chunked. Reading along chunks saves unpacking them twice. */
        public Optional<int[]> chunkShape() {
            return dataset instanceof ChunkedDataset chunked ? Optional.of(chunked.getChunkDimensions().clone()) : Optional.empty();
        }

        /** File offset of the first element of a contiguous dataset, as {@link RegionWriter} takes it; nothing if there is no such place (yet). */
        public OptionalLong address() {
            long address = dataset instanceof ContiguousDataset contiguous ? contiguous.getDataAddress() : -1;
            return address < 0 ? OptionalLong.empty() : OptionalLong.of(address + file.hdf.getUserBlockSize());
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
                return Values.dataset(file, dataset, region, where, spare);
            } catch (IllegalArgumentException | Hdf5Exception e) {
                throw e;
            } catch (RuntimeException | IOException e) {
                throw Values.unreadable("read " + where, file, e);
            }
        }

        public Optional<NdArray> attribute(String name) throws IOException {
            return Hdf5File.attribute(new Navigator.Place(file, dataset), path, name);
        }
    }

    /** Closes this file and all that links led to. */
    @Override
    public void close() throws IOException {
        navigator.close();
    }
}
