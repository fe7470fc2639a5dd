package dev.tandem.keras;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a file became.
 *
 * @param network with the file's values
 * @param frozenUntil the last of the layers that the file says not to train
 * @param warnings what of the file is left out
 */
record Conversion(ComputationGraph network, Optional<String> frozenUntil, List<String> warnings) {

    Conversion {
        warnings = List.copyOf(warnings);
    }
}
