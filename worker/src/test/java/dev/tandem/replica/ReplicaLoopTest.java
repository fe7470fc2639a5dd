package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.PeerLostException;
import dev.tandem.averaging.RoundOutcome;
import dev.tandem.data.Batch;
import dev.tandem.data.BatchGenerator;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.Floats;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.EpochPlan;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ReplicaLoopTest {

    private static final SegmentWork WORK = new SegmentWork(
            EpochPlan.ofGenerator(4, 2, 0, 1).segment(0, 2),
            0,
            new FeedOptions(0, 1, Duration.ofMinutes(1)),
            AveragingOptions.STANDARD,
            List.of(),
            0,
            Double.NaN,
            0,
            BadBatchBudget.NONE);

    private int closed;

    private final class Unclosable implements Iterator<Batch>, AutoCloseable {

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Batch next() {
            return Batch.of(Nd4j.ones(2, 3), Nd4j.ones(2, 2));
        }

        @Override
        public void close() {
            closed++;
            throw new IllegalStateException("stuck");
        }
    }

    private static final class LostPeer implements Averager {

        @Override
        public RoundOutcome average(int round, List<Contribution> own, float[] base, Floats result) {
            throw new PeerLostException("gone");
        }

        @Override
        public void close() {}
    }

    private static TrainableModel model() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build());
        network.init();
        return TrainableModel.of(network);
    }

    @Test
    void dataThatFailsToClose_isClosedForAllReplicas_andHidesNoOtherFailure() {
        BatchGenerator generator = (replica, replicas, epoch) -> new Unclosable();
        TrainableModel model = model();
        float[] values = new float[model.parameterCount() + model.updaterStateCount()];
        model.copyTo(values);
        AgreedState agreed = new AgreedState(values, new float[0]);
        ReplicaLoop loop = new ReplicaLoop(model, new OpenBatches(generator), null, WORK);

        assertThatThrownBy(() -> loop.run(List.of(0, 1), agreed, new LostPeer(), (samples, loss) -> {}))
                .isInstanceOf(PeerLostException.class)
                .hasMessage("gone");
        assertThat(closed).isEqualTo(2);
    }

    @Test
    void replicaThatHasNotTrained_reportsNothingTrained() {
        BatchGenerator generator =
                (replica, replicas, epoch) -> List.<Batch>of().iterator();
        try (ReplicaBatches batches = new ReplicaBatches(generator, WORK, 1)) {
            LocalReplica replica = new LocalReplica(1, WORK, batches, (samples, loss) -> {});
            ReplicaReport report = replica.report(new MetricSums(List.of()));

            assertThat(report.from()).isEqualTo(2);
            assertThat(report.to()).isEqualTo(2);
        }
    }
}
