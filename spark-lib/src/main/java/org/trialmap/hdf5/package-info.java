/**
 * HDF5 files: {@link org.trialmap.hdf5.Hdf5File} reads, {@link org.trialmap.hdf5.Hdf5Writer} writes. The only package that uses jHDF, for types and filters; object headers, links, heaps, chunk
 * indexes and virtual datasets are read here, with their checksums. Uses {@code array} and {@code support}. Promised.
 */
package org.trialmap.hdf5;
