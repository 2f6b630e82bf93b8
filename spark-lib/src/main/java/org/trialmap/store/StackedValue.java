package org.trialmap.store;

import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;

/** One stacked dataset, read by slices. Valid until its {@link SavedResults} is closed. */
public interface StackedValue {
    String name();

    DType dtype();

    long[] shape();

    NdArray read(Region region);

    /** An attribute of the dataset, such as {@code channel}. */
    java.util.Map<String, NdArray> attributes();
}
