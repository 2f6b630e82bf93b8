/** What tasks have of the machine besides cores: GPUs, handed out by this process or by Spark on a cluster, and the threads of native libraries. */
package org.trialmap.parallel.resource;
