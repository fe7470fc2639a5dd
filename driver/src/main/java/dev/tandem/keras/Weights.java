package dev.tandem.keras;

import java.io.IOException;
import java.util.List;

/** Where a layer's values are in a file. */
interface Weights {

    /** A layer's arrays in the order in which Keras keeps them: trainable ones first. */
    List<Array> of(Address layer) throws IOException;
}
