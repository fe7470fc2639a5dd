package dev.tandem.model;

import dev.tandem.data.Batch;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J's two kinds of network both can do, under other names. */
interface Network {

    Model model();

    /** Kind and configuration as they are now. */
    ModelDefinition definition();

    int inputCount();

    /** The layers that compute the loss, in the order of the outputs. */
    List<Layer> outputLayers();

    int iteration();

    int epoch();

    void counters(int iteration, int epoch);

    BaseMultiLayerUpdater<?> updater();

    /** Makes an updater for the learning rates in force, with its state at the start. */
    BaseMultiLayerUpdater<?> newUpdater();

    /** One optimizer step; the loss is then the model's score. */
    void fit(Batch batch);

    /** The loss of a batch, regularization included, in one forward pass of inference. */
    double score(Batch batch);

    List<INDArray> predict(List<INDArray> inputs);
}
