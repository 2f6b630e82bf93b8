package org.trialmap.parallel;

import java.io.Serializable;

/**
 * The tasks of one partition as they are sent.
 *
 * @param partition number within the run
 * @param tasks indices, ascending
 * @param inputs one per task, encoded together, so that what they have in common is sent once
 * @param patienceNanos after which tasks that have not begun are given back
 */
record Batch(int partition, int[] tasks, byte[] inputs, long patienceNanos) implements Serializable {}
