/**
 * Batches ahead of the model. Enters: a Sequence and the indices to read, in order; leaves: the same batches, in the same order,
 * read on threads of its own. Must not know the model, the plan or Spark.
 */
@NullMarked
package dev.tandem.feed;

import org.jspecify.annotations.NullMarked;
