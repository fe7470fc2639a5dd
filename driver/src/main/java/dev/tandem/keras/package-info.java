/**
 * Models that Keras saved. Enters: HDF5 files and .keras archives that others made; leaves: DL4J networks. Must not read such a file in the
 * driver's own process: the HDF5 library is old, and a crafted file may end the process that opens it.
 */
@NullMarked
package dev.tandem.keras;

import org.jspecify.annotations.NullMarked;
