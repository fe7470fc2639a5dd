/**
 * Replicas agree on one state. Enters: each replica's values and its weight; leaves: the weighted average, or an
 * outer optimizer's step along it, the same bits for all.
 * Must not know models, data or how bytes travel: that is behind {@link dev.tandem.averaging.Peers}.
 */
@NullMarked
package dev.tandem.averaging;

import org.jspecify.annotations.NullMarked;
