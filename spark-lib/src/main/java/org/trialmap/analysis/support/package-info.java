/** What analyses and the classes that run them have in common: buffers, caches, units, samples. Not part of what is promised to users. */
package org.trialmap.analysis.support;
