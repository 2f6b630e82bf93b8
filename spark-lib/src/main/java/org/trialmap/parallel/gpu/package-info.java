/** Which task has which GPU: handed out by this process, or by Spark on a cluster. */
package org.trialmap.parallel.gpu;
