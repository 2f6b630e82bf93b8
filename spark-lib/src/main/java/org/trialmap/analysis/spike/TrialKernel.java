package org.trialmap.analysis.spike;

import java.io.Serializable;

/** What is made of the spikes of one trial: so many rows of a value for each train. */
interface TrialKernel extends Serializable {
    int rows();

    /**
     * @param k the trial's position
     * @param samples of each train, relative to t = 0
     * @param values gets row after row
     * @param at where the first one begins
     */
    void put(int k, long[][] samples, double[] values, int at);
}
