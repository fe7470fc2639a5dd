package dev.tandem.layer;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's parameters, or the loss's gradients by them, by name. */
record Values(Map<String, INDArray> all) {

    INDArray of(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }
}
