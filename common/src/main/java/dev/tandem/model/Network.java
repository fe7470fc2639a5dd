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

    /** All that computes, layers or not, in the order in which it does; parameters lie in this order. */
    List<String> layerNames();

    /** Those of {@link #layerNames} that are outputs. */
    List<String> outputNames();

    /** Whether sequences are cut into segments that are trained one after the other. */
    boolean isTruncated();

    /** How many parameters the first {@code layers} have, which are the first ones of the flat vector. */
    long parametersOf(int layers);

    /** Gives the updater and the layers that have one a leaner substitute, which computes the same. */
    void lighten();

    /** Freezes the first {@code layers}: they compute as in inference, and the backward pass ends before them. */
    void hold(int layers);

    /** Undoes {@link #hold}. */
    void release();

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
