package org.trialmap.parallel;

import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.store.run.PartialResults;
import org.trialmap.task.Stacking;

/**
 * Makes one result of those of all tasks, in the process that runs the map, when all of them are there.
 *
 * @hidden
 */
public interface Reduction extends PartialResults.Whole {
    /** What describes the one result: attributes of its dataset. */
    Map<String, NdArray> attributes();

    /** Where the pieces of the one result lie in its dataset. */
    Stacking stacking();
}
