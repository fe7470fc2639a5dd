package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.Precision;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.TrainableModel;
import dev.tandem.model.Zoo;
import dev.tandem.plan.EpochPlan;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class PrecisionTrainingTest {

    private static final int STEPS = 24;
    private static final int SIZE = 16;

    @Test
    void lenet_learnsAboutAsWell_inEachPrecision() throws Exception {
        double start = trained(Precision.FLOAT32, 0);
        double full = trained(Precision.FLOAT32, STEPS);

        assertThat(full).isLessThan(start / 2);
        for (Precision precision : List.of(Precision.FLOAT16, Precision.INT8)) {
            assertThat(trained(precision, STEPS)).as("%s", precision).isCloseTo(full, within(start / 10));
        }
    }

    /** The loss on unseen data after so many steps of two replicas that average after each. */
    private static double trained(Precision precision, int steps) throws Exception {
        MultiLayerNetwork network =
                (MultiLayerNetwork) Zoo.create("lenet", List.of(SIZE, SIZE, 1), 2, new Adam(1e-3), 1);
        TrainableModel model = TrainableModel.of(network);
        float[] agreed = new float[model.parameterCount() + model.updaterStateCount()];
        model.copyTo(agreed);
        // One round too many for this segment, so that no round is exchanged in full.
        SegmentWork work = new SegmentWork(
                EpochPlan.ofGenerator(2 * STEPS, 2, 0, 1).segment(0, steps),
                0,
                new FeedOptions(0, 1, Duration.ofMinutes(1)),
                new AveragingOptions(precision, new OuterOptimizer.Average(), false),
                List.of(),
                0,
                Double.NaN,
                0,
                BadBatchBudget.NONE);
        BatchGenerator generator = (replica, replicas, epoch) -> IntStream.range(0, STEPS)
                .mapToObj(step -> batch(2L * step + replica))
                .iterator();
        try (Averager averager = new PeerAverager(
                new Sessions().local(new SessionKey("lenet", 0, 0), 0, 1, () -> false),
                model.parameterCount(),
                agreed.length,
                precision,
                STEPS)) {
            new ReplicaLoop(model, new OpenBatches(generator), null, work)
                    .run(List.of(0, 1), new AgreedState(agreed, new float[0]), averager, (samples, loss) -> {});
        }
        model.copyFrom(agreed);
        MetricSums sums = new MetricSums(List.of());
        try (Batch unseen = batch(1000)) {
            return model.step(unseen, sums);
        }
    }

    /** Sixteen noisy pictures, half of them with a bright upper half. */
    private static Batch batch(long seed) {
        Random random = new Random(seed);
        INDArray inputs = Nd4j.create(16, 1, SIZE, SIZE);
        INDArray targets = Nd4j.create(16, 2);
        for (int i = 0; i < 16; i++) {
            int kind = random.nextInt(2);
            targets.putScalar(i, kind, 1);
            for (int p = 0; p < SIZE * SIZE; p++) {
                boolean bright = (p < SIZE * SIZE / 2) == (kind == 1);
                inputs.putScalar(new int[] {i, 0, p / SIZE, p % SIZE}, random.nextGaussian() + (bright ? 0.5 : 0));
            }
        }
        return Batch.of(inputs, targets);
    }
}
