package dev.tandem.model;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The optimizer configurations of a network in the order of its parameters, and the learning rates they started with. DL4J's own
 * {@code setLearningRate} leaves out wrapped layers and the optimizers that biases may have of their own.
 */
final class LearningRates {

    private record Configured(
            IUpdater optimizer, double rate, @Nullable ISchedule schedule) {}

    private final List<Configured> all = new ArrayList<>();

    LearningRates(BaseMultiLayerUpdater<?> updater) {
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
                add(state.getLayer().getConfig().getUpdaterByParam(state.getParamName()));
            }
        }
    }

    /** What the first optimizer uses at these counters; NaN if none has a learning rate. */
    double at(int iteration, int epoch) {
        return all.isEmpty() ? Double.NaN : all.get(0).optimizer.getLearningRate(iteration, epoch);
    }

    /** Sets one learning rate for all, in place of schedules. */
    @SuppressWarnings("NullAway") // DL4J's own way to say: no schedule
    void set(double learningRate) {
        all.forEach(configured -> configured.optimizer.setLrAndSchedule(learningRate, null));
    }

    /** Puts back what the configuration said. */
    @SuppressWarnings("NullAway") // a schedule may be absent
    void reset() {
        all.forEach(configured -> configured.optimizer.setLrAndSchedule(configured.rate, configured.schedule));
    }

    private void add(IUpdater optimizer) {
        boolean known = all.stream().anyMatch(configured -> configured.optimizer == optimizer);
        if (!known && optimizer.hasLearningRate()) {
            Object rate = property(optimizer, "getLearningRate");
            all.add(new Configured(optimizer, rate instanceof Double number ? number : Double.NaN, (ISchedule)
                    property(optimizer, "getLearningRateSchedule")));
        }
    }

    private static @Nullable Object property(IUpdater optimizer, String getter) {
        try {
            return optimizer.getClass().getMethod(getter).invoke(optimizer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Cannot read the learning rate of " + optimizer.getClass().getName() + ": it has no public "
                            + getter + "(), as all of DL4J's optimizers do",
                    e);
        }
    }
}
