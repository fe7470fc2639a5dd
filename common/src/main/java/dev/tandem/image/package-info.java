/**
 * Pictures as training data: decoded, brought to one size, changed at random, made model inputs. Enters: folders, manifests and IDX files
 * of pictures; leaves: a {@link dev.tandem.data.Sequence}. Must not know the model, nor who trains on which index: what becomes of a
 * sample depends on the seed, the pass and the sample alone.
 */
@NullMarked
package dev.tandem.image;

import org.jspecify.annotations.NullMarked;
