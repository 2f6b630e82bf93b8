/** What the SLURM scripts must decide: sizes, addresses, configuration files, the batch script's text, connection files. Pure: starts no process. */
package org.trialmap.cluster;
