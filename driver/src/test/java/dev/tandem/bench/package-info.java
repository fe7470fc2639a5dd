/**
 * The benchmark behind {@code scripts/bench}. Enters: which {@link dev.tandem.bench.Part}s to run, how thoroughly. Leaves: one table, and the same
 * figures as JSON. Must not be needed by anything else: the product knows nothing of it.
 */
@NullMarked
package dev.tandem.bench;

import org.jspecify.annotations.NullMarked;
