package dev.tandem.model;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;

/** A model of your own: a public class with a public constructor without arguments, named in the job file. */
@FunctionalInterface
public interface ModelFactory {

    /**
     * Makes the network, a {@code MultiLayerNetwork} or a {@code ComputationGraph}. Called once, on the driver.
     *
     * @param options what the job file says beside the class
     */
    Model create(Map<String, Object> options);
}
