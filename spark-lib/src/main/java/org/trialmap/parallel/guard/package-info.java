/** What keeps those who do not know the secret of a Spark application from what its driver would hand them. Uses Spark alone. Not promised. */
package org.trialmap.parallel.guard;
