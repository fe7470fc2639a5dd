package dev.tandem.replica;

import dev.tandem.averaging.AgreedState;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import dev.tandem.averaging.Tasks;
import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainableModel;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.IndexRange;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Segments of a small network and 23 batches, trained by tasks in this JVM.
 *
 * @param replicas of the job; with 4, one is idle in the last of six rounds
 * @param averaging how they come to agree
 * @param poisoned index of a batch with a value that is not a number; -1 for none
 * @param learningRate set for the segment; NaN for the model's own
 */
record Loops(int replicas, AveragingOptions averaging, int poisoned, double learningRate) {

    private static final int BATCHES = 23;

    Loops(int replicas, AveragingOptions averaging) {
        this(replicas, averaging, -1);
    }

    Loops(int replicas, AveragingOptions averaging, int poisoned) {
        this(replicas, averaging, poisoned, Double.NaN);
    }

    Loops at(double newLearningRate) {
        return new Loops(replicas, averaging, poisoned, newLearningRate);
    }

    /** Points in three classes; the last batch is smaller. */
    private record Points(int poisoned) implements Sequence {

        @Override
        public int length() {
            return BATCHES;
        }

        @Override
        public Batch get(int index) {
            int size = index == BATCHES - 1 ? 1 : 3;
            INDArray inputs = Nd4j.create(size, 4);
            INDArray targets = Nd4j.zeros(size, 3);
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < 4; column++) {
                    inputs.putScalar(row, column, Math.sin(index * 13 + row * 5 + column * 3));
                }
                targets.putScalar(row, (index + row) % 3, 1);
            }
            if (index == poisoned) {
                inputs.putScalar(0, 0, Float.NaN);
            }
            return Batch.of(inputs, targets);
        }
    }

    static TrainableModel model() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(0.02))
                .list()
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.9)
                        .build())
                .build());
        network.init();
        return TrainableModel.of(network);
    }

    /** What a run begins with. */
    AgreedState start() {
        TrainableModel model = model();
        float[] values = new float[model.parameterCount() + model.updaterStateCount()];
        model.copyTo(values);
        return new AgreedState(values, new float[averaging.outer().stateCount(model.parameterCount())]);
    }

    Sequence data() {
        return new Points(poisoned);
    }

    SegmentWork work(int fromRound, int toRound) {
        return new SegmentWork(
                EpochPlan.of(BATCHES, replicas, 0, 7, true, 1).segment(fromRound, toRound),
                7,
                new FeedOptions(0, 1, Duration.ofMinutes(1)),
                averaging,
                List.of(),
                0,
                learningRate,
                fromRound,
                BadBatchBudget.NONE);
    }

    int rounds() {
        return work(0, 0).segment().plan().rounds();
    }

    /** What one task ended with. */
    record Ended(AgreedState state, ReplicaLoop.Outcome outcome) {}

    /** Trains some rounds on one task, from the start. */
    ReplicaLoop.Outcome train(OpenBatches batches, int fromRound, int toRound) throws InterruptedException {
        TrainableModel model = model();
        AgreedState own = start();
        int length = own.values().length;
        try (Averager averager =
                new PeerAverager(new Sessions().local(new SessionKey("run", 0, 0), 0, 1, () -> false), length)) {
            return new ReplicaLoop(model, batches, null, work(fromRound, toRound))
                    .run(List.of(0, 1), own, averager, (samples, loss) -> {});
        }
    }

    /** Trains some rounds from a state, which stays as it is; what each task ended with. */
    List<Ended> train(int tasks, AgreedState from, int fromRound, int toRound) throws Exception {
        Sessions sessions = new Sessions();
        return Tasks.run(tasks, rank -> {
            AgreedState own =
                    new AgreedState(from.values().clone(), from.outerState().clone());
            SessionKey key = new SessionKey("run", fromRound, 0);
            TrainableModel model = model();
            try (Averager averager = new PeerAverager(
                    sessions.local(key, rank, tasks, () -> false),
                    model.parameterCount(),
                    own.values().length,
                    averaging.precision(),
                    toRound - 1)) {
                IndexRange hosted = new IndexRange(0, replicas).part(rank, tasks);
                List<Integer> numbers = java.util.stream.IntStream.range(hosted.from(), hosted.to())
                        .boxed()
                        .toList();
                ReplicaLoop loop = new ReplicaLoop(model, new OpenBatches(data()), null, work(fromRound, toRound));
                return new Ended(own, loop.run(numbers, own, averager, (samples, loss) -> {}));
            }
        });
    }
}
