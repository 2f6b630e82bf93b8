/** {@code trialmap plot}: pictures of recordings and spectra. The only package that uses XChart and Batik. Uses {@code cli}. */
package org.trialmap.app.plot;
