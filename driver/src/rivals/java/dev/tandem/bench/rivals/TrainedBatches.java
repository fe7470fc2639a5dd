package dev.tandem.bench.rivals;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Called by DL4J's workers before and after each batch: counts the samples trained on in this JVM and, if wanted, sets oneDNN's helpers in
 * each new copy of the network, as Tandem does.
 */
final class TrainedBatches implements TrainingHook {

    private static final long serialVersionUID = 1;
    private static final AtomicLong SAMPLES = new AtomicLong();
    private static final ThreadLocal<Model> ACCELERATED = new ThreadLocal<>();

    private final boolean accelerated;

    TrainedBatches(boolean accelerated) {
        this.accelerated = accelerated;
    }

    static long samples() {
        return SAMPLES.get();
    }

    @Override
    public void preUpdate(DataSet batch, Model network) {
        if (accelerated && ACCELERATED.get() != network) {
            accelerate(network);
            ACCELERATED.set(network);
        }
    }

    @Override
    public void postUpdate(DataSet batch, Model network) {
        SAMPLES.addAndGet(batch.numExamples());
    }

    @Override
    public void preUpdate(MultiDataSet batch, Model network) {
        throw new IllegalStateException("Only layer networks are measured");
    }

    @Override
    public void postUpdate(MultiDataSet batch, Model network) {
        throw new IllegalStateException("Only layer networks are measured");
    }

    // TrainableModel.of would do more than set helpers, at the opponent's expense.
    private static void accelerate(Model network) {
        try {
            Method method = Class.forName("dev.tandem.model.OneDnn").getDeclaredMethod("accelerate", Model.class);
            method.setAccessible(true);
            method.invoke(null, network);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot set oneDNN's helpers", e);
        }
    }
}
