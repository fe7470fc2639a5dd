/**
 * The run directory: claim, write, commit, recheck, restore, retain. Enters: named bytes and a manifest; leaves: commits that survive
 * a kill at any instant. Must not know models, callbacks or Spark.
 */
@NullMarked
package dev.tandem.checkpoint;

import org.jspecify.annotations.NullMarked;
