/** Clusters that stay: their connection files, status and web pages; and trialmap-cluster, which keeps one on this machine or on several hosts without SLURM. */
package org.trialmap.app.cluster;
