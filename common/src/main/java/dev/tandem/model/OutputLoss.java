package dev.tandem.model;

import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * An output layer's loss function and the place where the layer keeps it.
 *
 * @param function the model's own loss function
 * @param place takes the function that the layer is to use from now on
 */
record OutputLoss(ILossFunction function, Consumer<ILossFunction> place) {

    /**
     * The loss of one of the layers that have a loss function.
     *
     * @throws IllegalArgumentException if the layer computes its loss in a way of its own
     */
    static OutputLoss of(Layer layer) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        if (configuration instanceof BaseOutputLayer output) {
            return new OutputLoss(output.getLossFn(), output::setLossFn);
        }
        if (configuration instanceof LossLayer output) {
            return new OutputLoss(output.getLossFn(), output::setLossFn);
        }
        if (configuration instanceof RnnLossLayer output) {
            return new OutputLoss(output.getLossFn(), output::setLossFn);
        }
        if (configuration instanceof CnnLossLayer output) {
            return new OutputLoss(output.getLossFn(), output::setLossFn);
        }
        if (configuration instanceof Cnn3DLossLayer output) {
            return new OutputLoss(output.getLossFn(), output::setLossFn);
        }
        throw new IllegalArgumentException("Cannot compute metrics or weigh samples for an output layer of class "
                + configuration.getClass().getName()
                + ": it has no loss function. Train it without metrics and sample weights.");
    }
}
