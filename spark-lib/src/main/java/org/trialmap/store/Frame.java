package org.trialmap.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.store.run.FrameFiles;
import org.trialmap.task.Inputs;
import org.trialmap.task.TaskPlan;

/**
 * A stacked container in the form of another program: one dataset of known dtype and shape, with what belongs to it. Its shape follows from
 * {@code core} and the inputs' {@link org.trialmap.task.Stacking}.
 *
 * @hidden
 * @param file name of the container, without folder: as a map's name ({@link TaskPlan#isFileName}), with an extension
 * @param dataset name of the dataset in the root
 * @param dtype of its elements, any but strings
 * @param core what all results have in common
 * @param datasets further datasets of the root
 * @param attributes of the root; must not be named as those that trialmap's containers have themselves
 */
public record Frame(String file, String dataset, DType dtype, long[] core, Map<String, NdArray> datasets, Map<String, NdArray> attributes) {
    public Frame {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(dataset, "dataset");
        if (!TaskPlan.isFileName(file.substring(0, Math.max(0, file.lastIndexOf('.'))))) {
            throw new IllegalArgumentException("A container cannot be named " + Inputs.labelOf(file) + ": it must be a name with an extension, in the"
                    + " result folder itself, without a dot at the beginning, slash, backslash or NUL. Choose another with " + Setting.OUT_FILE + ".");
        }
        if (dtype == DType.STRING) {
            throw new IllegalArgumentException("A container " + file + " cannot have strings in " + dataset + ": strings have no fixed size."
                    + " Return numbers.");
        }
        core = core.clone();
        datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Without the arrays, which {@link FrameFiles} keeps in a file of their own. */
    public Frame bare() {
        return new Frame(file, dataset, dtype, core, Map.of(), Map.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that && file.equals(that.file) && dataset.equals(that.dataset) && dtype == that.dtype
                && Arrays.equals(core, that.core) && datasets.equals(that.datasets) && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, dataset, dtype, Arrays.hashCode(core), datasets, attributes);
    }
}
