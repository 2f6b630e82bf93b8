package org.trialmap.parallel;

import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.task.Stacking;

/**
 * Puts the results of all tasks together, in the process that runs the map, as they come: in any order, each once. So a result must not depend on that
 * order. Made for results that are too many to keep.
 *
 * @hidden
 */
public interface Reduction<R> {
    /** Takes in what one task returned. */
    void add(int task, R value);

    /** What has come of all of them; asked once, when every task has been added. */
    Object result();

    /** What describes the one result: attributes of its dataset. */
    default Map<String, NdArray> attributes() {
        return Map.of();
    }

    /** Where the one result lies in its dataset. */
    Stacking stacking();
}
