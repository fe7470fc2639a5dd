package dev.tandem.train;

import dev.tandem.callback.Callback;
import dev.tandem.data.ClassWeights;
import dev.tandem.data.Sequence;
import dev.tandem.metric.Metric;
import dev.tandem.metric.Metrics;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Arguments of {@link Trainer#fit}, with Keras's names and defaults. Immutable: each method returns new options.
 *
 * <pre>
 * FitOptions.epochs(5).validation(test).callbacks(EarlyStopping.create().monitor("val_loss"))
 * </pre>
 *
 * <p>Sample and class weights scale each sample's loss, whose divisor stays the batch size, as in Keras. Averages weigh replicas by the
 * number of samples, not by their weights, and so do the means of losses and metrics.
 *
 * @param epochs number of the epoch to end before, counted from 0 and from {@code initialEpoch} on
 * @param initialEpoch number of the first epoch, from 0
 * @param stepsPerEpoch batches in an epoch, over all replicas; empty for one pass over the data; needed for a generator
 * @param order the order of batches of a Sequence; a generator gives its own
 * @param validation what to evaluate, and when
 * @param feed how batches are read ahead
 * @param metrics what to measure, besides the loss
 * @param callbacks in the order in which they are called
 * @param classWeights what samples weigh in training by their class; validation does not use them
 * @param badBatches how many batches that cannot be trained on may be skipped in the whole run; 0: the first one fails it
 */
public record FitOptions(
        int epochs,
        int initialEpoch,
        OptionalInt stepsPerEpoch,
        Order order,
        Validation validation,
        FeedOptions feed,
        List<Metric> metrics,
        List<Callback> callbacks,
        ClassWeights classWeights,
        int badBatches) {

    /** The order of batches in an epoch. */
    public enum Order {
        /** A new seeded permutation of the batches in each epoch: Keras's {@code shuffle=True} for a Sequence. */
        SHUFFLED,
        /** By index. */
        SEQUENTIAL
    }

    public FitOptions {
        metrics = List.copyOf(metrics);
        callbacks = List.copyOf(callbacks);
        if (initialEpoch < 0 || epochs < 1) {
            throw new IllegalArgumentException("Invalid epochs: " + epochs + " from initial_epoch " + initialEpoch
                    + " (needs epochs >= 1, initial_epoch >= 0)");
        }
        if (badBatches < 0) {
            throw new IllegalArgumentException("Invalid max_bad_batches: " + badBatches + " (must be >= 0)");
        }
        if (stepsPerEpoch.isPresent() && stepsPerEpoch.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "Invalid steps_per_epoch: " + stepsPerEpoch.getAsInt() + " (must be >= 1)");
        }
    }

    /** Shuffled batches, accuracy as the only metric, one reading thread a replica, no validation, no callbacks. */
    public static FitOptions epochs(int epochs) {
        return new FitOptions(
                epochs,
                0,
                OptionalInt.empty(),
                Order.SHUFFLED,
                Validation.NONE,
                FeedOptions.STANDARD,
                List.of(Metrics.named("accuracy")),
                List.of(),
                ClassWeights.NONE,
                0);
    }

    public FitOptions initialEpoch(int epoch) {
        return new FitOptions(
                epochs, epoch, stepsPerEpoch, order, validation, feed, metrics, callbacks, classWeights, badBatches);
    }

    public FitOptions stepsPerEpoch(int steps) {
        return new FitOptions(
                epochs,
                initialEpoch,
                OptionalInt.of(steps),
                order,
                validation,
                feed,
                metrics,
                callbacks,
                classWeights,
                badBatches);
    }

    public FitOptions order(Order newOrder) {
        return new FitOptions(
                epochs,
                initialEpoch,
                stepsPerEpoch,
                newOrder,
                validation,
                feed,
                metrics,
                callbacks,
                classWeights,
                badBatches);
    }

    /** Evaluates all of a Sequence after every epoch. */
    public FitOptions validation(Sequence data) {
        return validation(Validation.on(data));
    }

    public FitOptions validation(Validation newValidation) {
        return new FitOptions(
                epochs,
                initialEpoch,
                stepsPerEpoch,
                order,
                newValidation,
                feed,
                metrics,
                callbacks,
                classWeights,
                badBatches);
    }

    public FitOptions feed(FeedOptions newFeed) {
        return new FitOptions(
                epochs,
                initialEpoch,
                stepsPerEpoch,
                order,
                validation,
                newFeed,
                metrics,
                callbacks,
                classWeights,
                badBatches);
    }

    public FitOptions metrics(List<Metric> newMetrics) {
        return new FitOptions(
                epochs,
                initialEpoch,
                stepsPerEpoch,
                order,
                validation,
                feed,
                newMetrics,
                callbacks,
                classWeights,
                badBatches);
    }

    public FitOptions callbacks(Callback... newCallbacks) {
        List<Callback> list = List.of(newCallbacks);
        return new FitOptions(
                epochs, initialEpoch, stepsPerEpoch, order, validation, feed, metrics, list, classWeights, badBatches);
    }

    /**
     * Keras's {@code class_weight}, for models of one output: multiplies the sample weight, 1 where the batch has none.
     *
     * @param weights by class; a class that is missing weighs 1
     */
    public FitOptions classWeight(Map<Integer, Double> weights) {
        ClassWeights classes = new ClassWeights(weights);
        return new FitOptions(
                epochs, initialEpoch, stepsPerEpoch, order, validation, feed, metrics, callbacks, classes, badBatches);
    }

    /**
     * Skips batches of a Sequence that cannot be read or do not fit the model, instead of failing with the first one. Each is named in a
     * warning and in the ledger with its reason. A batch that hangs, a loss that is not finite, a generator and validation data are never
     * skipped.
     *
     * @param most how many in the whole run; a batch that is bad in every epoch counts in every epoch
     */
    public FitOptions skipBadBatches(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("Invalid max_bad_batches: " + most + " (must be >= 1)");
        }
        return new FitOptions(
                epochs, initialEpoch, stepsPerEpoch, order, validation, feed, metrics, callbacks, classWeights, most);
    }
}
