package org.trialmap.parallel;

import java.io.Serializable;

/**
 * The tasks of one partition as they travel.
 *
 * @param partition number within the run
 * @param tasks indices, ascending
 * @param inputs one per task
 */
record Batch(int partition, int[] tasks, Object[] inputs) implements Serializable {}
