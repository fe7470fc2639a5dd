/**
 * Layers and vertices of graphs that DL4J lacks, or computes otherwise than Keras. Enters: arrays with the features in their second
 * dimension; leaves: parts of networks whose configurations DL4J's own files hold. Must not know who builds networks of them, nor depend on
 * any other room.
 */
@NullMarked
package dev.tandem.layer;

import org.jspecify.annotations.NullMarked;
