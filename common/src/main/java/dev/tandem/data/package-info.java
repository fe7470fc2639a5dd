/**
 * Indexed batches and the built-in ways to read them. Enters: files and user classes; leaves: a {@link dev.tandem.data.Sequence} or a
 * {@link dev.tandem.data.BatchGenerator} whose {@link dev.tandem.data.Batch}es are made where they are used. Must not know who trains
 * on which index, nor the model.
 */
@NullMarked
package dev.tandem.data;

import org.jspecify.annotations.NullMarked;
