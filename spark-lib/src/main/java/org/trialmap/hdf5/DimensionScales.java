package org.trialmap.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.hdf5.Hdf5Writer.Dataset;
import org.trialmap.hdf5.format.Bytes;
import org.trialmap.hdf5.format.FileOutput;
import org.trialmap.hdf5.format.ScaleMessages;
import org.trialmap.hdf5.format.StringHeap;

/**
 * The dimension scales of a file that is being written. A dataset and its scales refer to each other by the addresses of their headers, which are known at the end: the headers of
 * the datasets are written first, with lists in the heap that get the addresses of the scales afterwards.
 */
final class DimensionScales {
    private final Map<Dataset, List<Attached>> byDataset = new LinkedHashMap<>();
    private final Map<Dataset, List<Place>> byScale = new LinkedHashMap<>();

    /** A scale, and where in the file the reference to it stands. */
    private record Attached(int axis, Dataset scale) {}

    private record Place(Dataset dataset, int axis, long position) {}

    void attach(Dataset dataset, int axis, Dataset scale) {
        byDataset.computeIfAbsent(dataset, key -> new ArrayList<>()).add(new Attached(axis, scale));
        byScale.computeIfAbsent(scale, key -> new ArrayList<>());
    }

    Iterable<Dataset> datasets() {
        return byDataset.keySet();
    }

    boolean isScale(Hdf5Writer.Node node) {
        return node instanceof Dataset dataset && byScale.containsKey(dataset);
    }

    /** Adds the lists of scales to the datasets' attributes, before the heap is complete. */
    void list(StringHeap heap) throws IOException {
        for (Map.Entry<Dataset, List<Attached>> entry : byDataset.entrySet()) {
            Dataset dataset = entry.getKey();
            int axes = dataset.shape().length;
            Bytes sequences = new Bytes(StringHeap.REFERENCE * axes);
            for (int axis = 0; axis < axes; axis++) {
                int one = axis;
                List<Dataset> scales = entry.getValue().stream().filter(attached -> attached.axis == one).map(Attached::scale).toList();
                if (scales.isEmpty()) {
                    sequences.zeros(StringHeap.REFERENCE);
                    continue;
                }
                long position = heap.reserve(scales.size(), ScaleMessages.REFERENCE, sequences);
                for (int k = 0; k < scales.size(); k++) {
                    byScale.get(scales.get(k)).add(new Place(dataset, axis, position + (long) k * ScaleMessages.REFERENCE));
                }
            }
            ScaleMessages.dimensionList(axes, sequences, dataset.attributes());
        }
    }

    /** Adds to the scales' attributes what they are attached to, once the datasets' headers are written. */
    void refer() {
        byScale.forEach((scale, places) -> ScaleMessages.referenceList(places.stream().mapToLong(place -> place.dataset.header()).toArray(),
                places.stream().mapToInt(Place::axis).toArray(), scale.attributes()));
    }

    /** Puts the address of a scale's header wherever there is a reference to it. */
    void resolve(Hdf5Writer.Node scale, FileOutput out) throws IOException {
        Bytes address = new Bytes(ScaleMessages.REFERENCE).u64(scale.header());
        for (Place place : byScale.get((Dataset) scale)) {
            out.patch(place.position, address.array(), address.size());
        }
    }
}
