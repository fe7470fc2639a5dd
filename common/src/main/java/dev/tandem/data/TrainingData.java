package dev.tandem.data;

import java.io.Serializable;

/** What a model is trained on: an indexed {@link Sequence}, or a {@link BatchGenerator} of which nobody knows the length. */
public sealed interface TrainingData extends Serializable permits Sequence, BatchGenerator {}
