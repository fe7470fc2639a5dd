/**
 * One face for DL4J's two kinds of network. Enters: a configuration, a model file or a user class; leaves: a
 * {@link dev.tandem.model.TrainableModel} and its {@link dev.tandem.model.TrainingState}. Must not know replicas, plans or files' layout on disk.
 */
@NullMarked
package dev.tandem.model;

import org.jspecify.annotations.NullMarked;
