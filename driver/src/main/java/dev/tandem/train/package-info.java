/**
 * The fit loop. Enters: a Spark session, a model, data and options; leaves: a trained model and its
 * {@link dev.tandem.callback.History}. Must not know job files, terminals or how segments travel.
 */
@NullMarked
package dev.tandem.train;

import org.jspecify.annotations.NullMarked;
