/** Pictures of results, where the process has what draws: the application and the kernels of notebooks have. Not promised to users. */
package org.trialmap.picture;
