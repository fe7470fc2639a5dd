package dev.tandem.model;

import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What becomes of a model that exists before it trains on, in this order.
 *
 * @param newTop an output layer for other classes
 * @param optimizer instead of the model's own, in all layers
 * @param freezing layers that do not train at first
 */
public record Transfer(Optional<NewTop> newTop, Optional<IUpdater> optimizer, Optional<Freezing> freezing) {

    /**
     * The model to train, which may share its network with the one given.
     *
     * @throws IllegalArgumentException if the model has no such layer, or not the shape for it
     */
    public TrainableModel of(TrainableModel model) {
        if (newTop.isEmpty() && optimizer.isEmpty() && freezing.isEmpty()) {
            return model;
        }
        Model network = newTop.isPresent() ? newTop.get().on(model.network()) : model.network();
        optimizer.ifPresent(other -> NewOptimizer.put(network, other));
        Optional<Freezing> own = Optional.ofNullable(model.definition().freezing());
        return freezing.or(() -> own)
                .map(rule -> TrainableModel.of(network, rule))
                .orElseGet(() -> TrainableModel.of(network));
    }
}
