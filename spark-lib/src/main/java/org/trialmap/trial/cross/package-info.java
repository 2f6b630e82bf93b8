/** Results for pairs of channels: {@link org.trialmap.trial.cross.CrossSpectralData}. */
package org.trialmap.trial.cross;
