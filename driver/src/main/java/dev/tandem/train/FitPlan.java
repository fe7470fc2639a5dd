package dev.tandem.train;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.metric.Metric;
import dev.tandem.model.ModelDefinition;
import dev.tandem.plan.AverageEvery;
import dev.tandem.plan.EpochPlan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What decides who trains on what in a fit, and how replicas come to agree.
 *
 * @param data what to train on
 * @param replicas number of replicas
 * @param averageEvery local steps in a round, by epoch
 * @param averaging how replicas come to agree after a round
 * @param seed of orders and random numbers
 * @param options the rest
 */
public record FitPlan(
        TrainingData data,
        int replicas,
        AverageEvery averageEvery,
        AveragingOptions averaging,
        long seed,
        FitOptions options) {

    public FitPlan {
        if (!(data instanceof Sequence) && options.stepsPerEpoch().isEmpty()) {
            throw new IllegalArgumentException("Missing steps_per_epoch: a generator has no length, so say how many"
                    + " batches over all replicas make an epoch (FitOptions.stepsPerEpoch)");
        }
        if (!(data instanceof Sequence) && options.badBatches() > 0) {
            throw new IllegalArgumentException(
                    "Cannot skip bad batches of a generator: it cannot go on after a failure."
                            + " Leave FitOptions.skipBadBatches out, or train on a Sequence");
        }
    }

    /** Who trains on what in an epoch, counted from 0. */
    public EpochPlan epoch(int epoch) {
        if (!(data instanceof Sequence sequence)) {
            return EpochPlan.ofGenerator(
                    options.stepsPerEpoch().orElseThrow(), replicas, epoch, averageEvery.at(epoch));
        }
        int length = sequence.length();
        int steps = options.stepsPerEpoch().orElse(length);
        boolean shuffle = options.order() == FitOptions.Order.SHUFFLED;
        return EpochPlan.ofSteps(length, steps, replicas, epoch, seed, shuffle, averageEvery.at(epoch));
    }

    /** What must stay the same for a run to go on with the same bits, under the names of a job file. */
    Map<String, String> identity(ModelDefinition model, CheckpointOptions checkpoint) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("seed", Long.toString(seed));
        identity.put("fit.replicas", Integer.toString(replicas));
        identity.put("fit.average_every", averageEvery.toString());
        identity.putAll(identity(averaging));
        identity.put("fit.steps_per_epoch", Integer.toString(epoch(0).steps()));
        identity.put("fit.shuffle", Boolean.toString(options.order() == FitOptions.Order.SHUFFLED));
        String batches = data instanceof Sequence sequence ? Integer.toString(sequence.length()) : "generator";
        identity.put("data.train batches", batches);
        identity.put("fit.class_weight", options.classWeights().weights().toString());
        identity.put(
                "metrics", options.metrics().stream().map(Metric::name).toList().toString());
        identity.put("model", model.sha256());
        if (averaging.overlap()) {
            identity.put("checkpoint.every", checkpoint.every().toString());
        }
        return identity;
    }

    /** What {@link #identity} says of options that commits did not name when there was no choice yet. */
    static Map<String, String> identityBeforeChoice() {
        return identity(AveragingOptions.STANDARD);
    }

    private static Map<String, String> identity(AveragingOptions averaging) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("averaging.precision", averaging.precision().name().toLowerCase(Locale.ROOT));
        identity.put(
                "averaging.outer",
                averaging.outer() instanceof OuterOptimizer.Nesterov nesterov
                        ? "nesterov with learning_rate " + nesterov.learningRate() + " and momentum "
                                + nesterov.momentum()
                        : "average");
        identity.put("averaging.overlap", Boolean.toString(averaging.overlap()));
        return identity;
    }
}
