/** {@link org.trialmap.parallel.ParallelMap}: running a plan serially or on Spark. The only package that knows Spark. */
package org.trialmap.parallel;
