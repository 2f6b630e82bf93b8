package org.trialmap.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.run.AnnotatedValue;

/** One dataset with the results of all tasks, read by slices. Valid until its {@link SavedResults} is closed. */
public final class StackedDataset {
    private final String name;
    private final Hdf5File.Dataset dataset;
    private final Hdf5File file;

    StackedDataset(String name, Hdf5File.Dataset dataset, Hdf5File file) {
        this.name = name;
        this.dataset = dataset;
        this.file = file;
    }

    /** The record component or map key that it comes from, or {@code result_<k>}. */
    public String name() {
        return name;
    }

    public DType dtype() {
        return dataset.dtype();
    }

    /** Extents of all axes. */
    public long[] shape() {
        return dataset.shape();
    }

    /** The elements of a region, in an array of the region's extents. Throws {@link IllegalArgumentException} if it is outside. */
    public NdArray read(Region region) {
        return SavedResults.unchecked(() -> dataset.read(region));
    }

    /** All elements; as many as one Java array holds. */
    public NdArray read() {
        return SavedResults.unchecked(dataset::read);
    }

    /** One of the {@link #attributes}, or what tasks {@link AnnotatedValue} under that name. */
    public Optional<NdArray> attribute(String name) {
        return SavedResults.unchecked(() -> {
            Optional<NdArray> small = dataset.attribute(name);
            return small.isEmpty() && file.isDataset("/" + name) ? Optional.of(file.dataset("/" + name).read()) : small;
        });
    }

    /** What describes the axes, for example {@code channel} and {@code samplerate}: attributes, or datasets of the root where they are too large. */
    public Map<String, NdArray> attributes() {
        return SavedResults.unchecked(() -> {
            Map<String, NdArray> attributes = new LinkedHashMap<>(file.attributes(dataset.path()));
            attributes.remove("name");
            attributes.remove("DIMENSION_LIST"); // which inputs belong to its axes
            attributes.putAll(ContainerAttributes.large(file));
            return attributes;
        });
    }

    /** For example {@code mean: float64 (500, 20)}. */
    @Override
    public String toString() {
        return name + ": " + dtype() + " " + Shape.format(shape());
    }
}
