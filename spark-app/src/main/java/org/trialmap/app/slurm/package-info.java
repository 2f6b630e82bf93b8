/** {@code trialmap-slurm}: jobs, clusters and their status, on the login node and inside of a job. Uses {@code cli}, {@code app.cluster} and {@code cluster}. */
package org.trialmap.app.slurm;
