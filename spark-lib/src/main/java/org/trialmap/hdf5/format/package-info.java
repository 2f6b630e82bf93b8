/**
 * The bytes of HDF5's structures: header messages, link tables, string heaps, checksums, the file that they are written to. Source: HDF5 File Format Specification 3.0. Not promised.
 */
package org.trialmap.hdf5.format;
