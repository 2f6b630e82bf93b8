/** The command {@code table}: results, spectra and recordings as CSV and Parquet. */
package org.trialmap.app.table;
