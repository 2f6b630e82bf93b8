package org.trialmap.parallel;

import java.util.Map;
import org.trialmap.array.NdArray;

/**
 * What one task of a map returned that was run by itself.
 *
 * @hidden
 * @param index of the task
 * @param tasks of the whole map
 * @param label its input in words
 * @param values as they would be saved, by name; what has none is {@code result_0}
 */
public record TaskResult(int index, int tasks, String label, Map<String, NdArray> values) {}
