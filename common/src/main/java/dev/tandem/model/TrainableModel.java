package dev.tandem.model;

import dev.tandem.data.Batch;
import dev.tandem.data.DataNotes;
import dev.tandem.metric.MetricSums;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One face for DL4J's {@code MultiLayerNetwork} and {@code ComputationGraph}. Confined to one thread at a time. */
public interface TrainableModel {

    /**
     * Takes a network over for training; one that is not initialized yet gets its random values now. On the CPU its convolutions and
     * batch normalizations compute with oneDNN from now on.
     *
     * @throws IllegalArgumentException if it is neither a {@code MultiLayerNetwork} nor a {@code ComputationGraph}, if an output is no
     *     output layer, or if it does not compute in floats
     */
    static TrainableModel of(Model network) {
        return Networks.trainable(network, null);
    }

    /**
     * As {@link #of(Model)}, with layers that do not train at first: the epoch counter of {@link #counters} says when. Nothing of it
     * enters the network's own configuration.
     *
     * @throws IllegalArgumentException also if there is no such layer, or nothing would be left to train
     */
    static TrainableModel of(Model network, Freezing freezing) {
        return Networks.trainable(network, freezing);
    }

    /** DL4J's network itself. */
    Model network();

    /** What other machines need to build the same network, without its values; learning rates as they were at the start. */
    ModelDefinition definition();

    /** Length of the flat parameter vector. */
    int parameterCount();

    /** Length of the optimizer's flat state vector; 0 for plain SGD. */
    int updaterStateCount();

    /** A copy of all values and counters; a model has no state of an outer optimizer. */
    TrainingState state();

    /** Takes over all values and counters but an outer optimizer's state; lengths must fit. */
    void restore(TrainingState state);

    /** Copies parameters, then updater state, into {@code values} from its start. */
    void copyTo(float[] values);

    /** Copies parameters, then updater state, out of {@code values} from its start. */
    void copyFrom(float[] values);

    /**
     * Where parameters and updater state are while this model computes, in the order of {@link #copyTo}: what is written there, it goes on
     * with. Good until {@link #learningRate(double)} is called. Null where they are not in this machine's memory, as on a GPU.
     */
    @Nullable
    Floats memory();

    /** Optimizer steps counted so far. */
    int iteration();

    /** Sets the counters that schedules and Adam's bias correction read. */
    void counters(int iteration, int epoch);

    /** The learning rate in force. */
    double learningRate();

    /** Sets the learning rate of all layers; the optimizer's state stays. */
    void learningRate(double learningRate);

    /**
     * One optimizer step.
     *
     * @param batch inputs and targets; sample weights multiply each sample's loss, and the sum is divided by the batch size, as in
     *     Keras. As everywhere in DL4J, the loss of a sequence is the sum over its time steps, with weights too
     * @param sums takes the batch's loss, and the first output's metrics from the predictions that this very step's loss was computed
     *     from. Sequences arrive there as (batch size, classes, time steps) whatever the layer's format
     * @return the batch's mean loss, regularization included; may be NaN or infinite
     */
    double step(Batch batch, MetricSums sums);

    /** Adds loss (regularization included) and metrics of one batch without training on it: one forward pass with dropout off. */
    void evaluate(Batch batch, MetricSums sums);

    /** Predictions for one batch, one array per output. */
    List<INDArray> predict(List<INDArray> inputs);

    /** As {@link #save(OutputStream, SavedParts, DataNotes)}, without notes. */
    default void save(OutputStream out, SavedParts parts) throws IOException {
        save(out, parts, DataNotes.NONE);
    }

    /**
     * Writes DL4J's own zip (configuration, parameters and, if wanted, updater state); the stream stays open.
     *
     * @param notes what the model is to remember of its data, in an entry that {@link ModelNotes} reads and DL4J passes over
     * @throws IllegalArgumentException as {@link ModelNotes#asSaved}
     */
    void save(OutputStream out, SavedParts parts, DataNotes notes) throws IOException;

    /** What a model file holds. */
    enum SavedParts {
        WEIGHTS,
        WEIGHTS_AND_UPDATER
    }
}
