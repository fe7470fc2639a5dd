/**
 * Rows of numbers as training data: CSV, NumPy and Parquet files. Enters: files; leaves: {@link dev.tandem.data.Sequence}s that know their
 * length without reading everything, and normalizers fitted on them. Must not know the model, nor who trains on which index.
 */
@NullMarked
package dev.tandem.table;

import org.jspecify.annotations.NullMarked;
