/** Numeric kernels on primitive arrays, samples x channels with the channels innermost: windows, FFT, filters, resampling. No trials, no files. */
package org.trialmap.signal;
