package dev.tandem.train;

import dev.tandem.model.ModelDefinition;
import dev.tandem.plan.EpochPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What decides who trains on what in a fit.
 *
 * @param length batches in one pass over the data
 * @param replicas number of replicas
 * @param averageEvery local steps in a round
 * @param seed of orders and random numbers
 * @param options the rest
 */
record FitPlan(int length, int replicas, int averageEvery, long seed, FitOptions options) {

    EpochPlan epoch(int epoch) {
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
        identity.put(
                "fit.steps_per_epoch", Integer.toString(options.stepsPerEpoch().orElse(length)));
        identity.put("fit.shuffle", Boolean.toString(options.order() == FitOptions.Order.SHUFFLED));
        identity.put("data.train batches", Integer.toString(length));
        identity.put("model", model.sha256());
        return identity;
    }
}
