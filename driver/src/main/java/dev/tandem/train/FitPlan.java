package dev.tandem.train;

import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.metric.Metric;
import dev.tandem.model.ModelDefinition;
import dev.tandem.plan.EpochPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What decides who trains on what in a fit.
 *
 * @param data what to train on
 * @param replicas number of replicas
 * @param averageEvery local steps in a round
 * @param seed of orders and random numbers
 * @param options the rest
 */
record FitPlan(TrainingData data, int replicas, int averageEvery, long seed, FitOptions options) {

    FitPlan {
        if (!(data instanceof Sequence) && options.stepsPerEpoch().isEmpty()) {
            throw new IllegalArgumentException("Missing steps_per_epoch: a generator has no length, so say how many"
                    + " batches over all replicas make an epoch (FitOptions.stepsPerEpoch)");
        }
    }

    EpochPlan epoch(int epoch) {
        if (!(data instanceof Sequence sequence)) {
            return EpochPlan.ofGenerator(options.stepsPerEpoch().orElseThrow(), replicas, epoch, averageEvery);
        }
        int length = sequence.length();
        int steps = options.stepsPerEpoch().orElse(length);
        boolean shuffle = options.order() == FitOptions.Order.SHUFFLED;
        return EpochPlan.ofSteps(length, steps, replicas, epoch, seed, shuffle, averageEvery);
    }

    /** What must stay the same for a run to go on with the same bits, under the names of a job file. */
    Map<String, String> identity(ModelDefinition model) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("seed", Long.toString(seed));
        identity.put("fit.replicas", Integer.toString(replicas));
        identity.put("fit.average_every", Integer.toString(averageEvery));
        identity.put("fit.steps_per_epoch", Integer.toString(epoch(0).steps()));
        identity.put("fit.shuffle", Boolean.toString(options.order() == FitOptions.Order.SHUFFLED));
        String batches = data instanceof Sequence sequence ? Integer.toString(sequence.length()) : "generator";
        identity.put("data.train batches", batches);
        identity.put("fit.class_weight", options.classWeights().weights().toString());
        identity.put(
                "metrics", options.metrics().stream().map(Metric::name).toList().toString());
        identity.put("model", model.sha256());
        return identity;
    }
}
