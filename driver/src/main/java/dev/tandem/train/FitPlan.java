package dev.tandem.train;

import dev.tandem.plan.EpochPlan;

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
}
